package dev.gater.engine.durable;

import dev.gater.DeadLetter;
import dev.gater.DropReason;
import dev.gater.DurableOptions;
import dev.gater.Gap;
import dev.gater.Message;
import dev.gater.TopicPattern;
import dev.gater.engine.durable.Entry.Stage;
import dev.gater.spi.DurableStore.Change;
import dev.gater.spi.DurableStore.Open;
import dev.gater.spi.DurableStore.State;
import dev.gater.spi.MessageLog.Page;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How far a durable has come and what is open of that: it decides who is given what and what
 * becomes of it, and does nothing else; log, store, threads and time are its owner's ({@link
 * LocalDurable}, whose lock guards it). Times are in milliseconds of the epoch.
 *
 * <p>Every message up to {@code through} is settled or open. So what is stored is {@code through}
 * and the open ones, however acknowledgements come in, and both are bounded: messages that were
 * given out by {@link DurableOptions#maxInFlight()}, those that were not by how far is read ahead,
 * dead letters that are retried by {@link DurableOptions#maxDead()}.
 */
final class Cursor {
  /** Messages that are read and wait for their first attempt, where topics are bound to members. */
  private static final int READ_AHEAD = 1024;

  /** After that long a dead letter that could not be stored is tried again. */
  private static final long PARK_AGAIN_MILLIS = 1_000;

  private static final long FAR_FUTURE = Long.MAX_VALUE / 4;

  private final Share sum = new Share(null);
  private final NavigableMap<Long, Entry> open = new TreeMap<>();
  private final NavigableMap<Long, Entry> retried = new TreeMap<>();
  private final NavigableMap<Long, Entry> unloaded = new TreeMap<>();
  private final TreeSet<Entry> timers = new TreeSet<>(Entry.BY_TIME);
  private final Letters letters = new Letters();
  private final ArrayDeque<Gap> gaps = new ArrayDeque<>();
  private DurableOptions options;
  private Shares shares;
  private long through;
  private long since = Long.MIN_VALUE;
  private @Nullable Gap gapAhead;

  /** Open ones that were given out and are not retried. */
  private int tried;

  private long redelivered;
  private long expired;

  /** One that has settled everything up to {@code through}. */
  Cursor(DurableOptions options, boolean keyed, long through) {
    this.options = options;
    this.shares = new Shares(keyed);
    this.through = through;
  }

  /** Takes what was open as the durable was last saved. */
  void restore(NavigableMap<Long, Open> saved) {
    saved.forEach((sequence, was) -> {
      Entry entry = new Entry(sequence, was.attempts(), was.forgiven());
      entry.due = was.notBefore();
      (entry.isRetried() ? retried : open).put(sequence, entry);
      tried += was.attempts() > 0 && !entry.isRetried() ? 1 : 0;
      unloaded.put(sequence, entry);
    });
  }

  DurableOptions options() {
    return options;
  }

  /** Takes other settings. */
  void options(DurableOptions changed, boolean keyed) {
    options = changed;
    if (keyed == shares.isKeyed()) {
      return;
    }
    Shares before = shares;
    shares = new Shares(keyed);
    before
        .members()
        .forEach(member -> {
          member.first.clear();
          member.again.clear();
          member.slots = 0;
          shares.join(member);
        });
    all().filter(entry -> entry.message != null).forEach(shares::opened);
    all().filter(entry -> entry.stage == Stage.READY).forEach(shares::add);
  }

  /** What is open. */
  Stream<Entry> all() {
    return Stream.concat(retried.values().stream(), open.values().stream());
  }

  Share join() {
    Share member = new Share(sum);
    shares.join(member);
    return member;
  }

  int members() {
    return shares.members().size();
  }

  /** A member leaves: what it was given, but for {@code kept}, is there for others. */
  void leave(Share member, @Nullable Entry kept, DropReason reason) {
    shares.leave(member);
    for (Entry entry : all().toList()) {
      if (entry.stage == Stage.GIVEN && entry.holder == member && entry != kept) {
        giveBack(entry, reason);
      }
    }
  }

  /** An attempt has ended without failing. */
  void giveBack(Entry entry, DropReason reason) {
    end(entry).dropped(reason);
    entry.failure = "its member ended before it acknowledged";
    ready(entry);
  }

  /** The next for that member: a gap, or an entry that it now has; null if there is none. */
  @Nullable Object next(Share member, long now) {
    Gap gap = gaps.poll();
    if (gap != null) {
      gapAhead = Objects.equals(gapAhead, gap) ? null : gapAhead;
      return gap;
    }
    Entry entry;
    do {
      entry = mayHaveMore(member) ? shares.peek(member, mayBegin()) : null;
      if (entry == null) {
        return null;
      }
      shares.remove(entry);
    } while (parksExhausted(entry));
    tried += entry.attempts == 0 ? 1 : 0;
    redelivered += entry.attempts == 0 ? 0 : 1;
    entry.attempts++;
    entry.stage = Stage.GIVEN;
    entry.holder = member;
    member.gave();
    wait(entry, options.ackTimeout(), now);
    return entry;
  }

  /** Nobody may have so much in hand that nothing is left for the others. */
  private boolean mayHaveMore(Share member) {
    int all = Math.max(1, members());
    return member.given < Math.max(1, (options.maxInFlight() + all - 1) / all);
  }

  private boolean mayBegin() {
    return tried < options.maxInFlight() && letters.count() < options.maxDead();
  }

  /** Whether topics are bound to members. */
  boolean isKeyed() {
    return shares.isKeyed();
  }

  /** Whether there may be something for some member; false says that there is not. */
  boolean mayHaveSomething(long shown) {
    return through < shown || !gaps.isEmpty() || !unloaded.isEmpty() || shares.ready() > 0;
  }

  /** Whether there is something for that member, or something to read for it. */
  boolean hasFor(Share member, long shown) {
    return !gaps.isEmpty()
        || (mayHaveMore(member) && shares.peek(member, mayBegin()) != null)
        || needsLoading(member)
        || needsPage(member, shown);
  }

  boolean needsLoading(Share member) {
    return mayHaveMore(member) && !unloaded.isEmpty();
  }

  boolean needsPage(Share member, long shown) {
    return through < shown
        && mayHaveMore(member)
        && mayBegin()
        && shares.firstReady() < (shares.isKeyed() ? READ_AHEAD : 1);
  }

  /** The oldest of those whose message is wanted. */
  List<Entry> unloaded(int most) {
    return unloaded.values().stream().limit(most).toList();
  }

  /** That message is there again, or it is gone. */
  void loaded(Entry entry, @Nullable Message<?> message) {
    if (entry.stage != Stage.UNLOADED || unloaded.remove(entry.sequence) == null) {
      return;
    }
    if (message == null) {
      if (!entry.isRetried()) {
        expired++;
        gaps.add(new Gap(entry.sequence, entry.sequence, Gap.Why.EXPIRED));
      }
      settle(entry);
      return;
    }
    entry.message = message;
    shares.opened(entry);
    if (entry.due > 0) {
      entry.stage = Stage.DELAYED;
      timers.add(entry);
    } else {
      ready(entry);
    }
  }

  /** How far has been read. */
  long through() {
    return through;
  }

  /** Takes what was read after {@link #through()}. */
  void turnPage(Page page, Predicate<Message<?>> isOurs) {
    long from = through + 1;
    if (page.expired() > from) {
      expired += page.expired() - from;
      gapAhead = new Gap(from, page.expired() - 1, Gap.Why.EXPIRED);
      gaps.add(gapAhead);
    }
    for (Message<?> message : page.messages()) {
      if (isOurs.test(message) && message.received().toEpochMilli() >= since) {
        begin(message);
      }
    }
    through = page.next() - 1;
  }

  /** Opens a message that was never given out. */
  private void begin(Message<?> message) {
    long sequence = message.sequence();
    if (find(sequence) != null) {
      return; // it is open already: its dead letter is being retried, or stored
    }
    Entry entry = new Entry(sequence, 0, 0);
    entry.message = message;
    open.put(sequence, entry);
    shares.opened(entry);
    ready(entry);
  }

  /** Begins there; ends all attempts. Letters that are being retried are dead again. */
  void move(Beginning beginning) {
    for (Entry entry : all().toList()) {
      if (entry.stage == Stage.GIVEN) {
        end(entry).dropped(DropReason.RETURNED);
      }
      if (entry.stage != Stage.PARKING) {
        settle(entry);
      }
      if (entry.isRetried()) {
        letters.stays(entry.sequence);
      }
    }
    gaps.clear();
    gapAhead = null;
    if (beginning.gap() != null) {
      gaps.add(beginning.gap());
    }
    through = beginning.through();
    since = beginning.since();
    beginning.first().forEach(this::begin);
  }

  void tell(Gap gap) {
    gaps.add(gap);
  }

  @Nullable Entry find(long sequence) {
    Entry entry = open.get(sequence);
    return entry == null ? retried.get(sequence) : entry;
  }

  void acknowledge(Entry entry) {
    end(entry).delivered();
    settle(entry);
  }

  /** Settles an entry, and all before it that were given out at least once. */
  void acknowledgeThrough(Entry last) {
    acknowledge(last);
    for (Entry entry : List.copyOf(open.headMap(last.sequence, false).values())) {
      if (entry.stage == Stage.GIVEN) {
        acknowledge(entry);
      } else if (entry.attempts > 0 && entry.stage != Stage.PARKING) {
        settle(entry);
      }
    }
  }

  /**
   * An attempt has failed.
   *
   * @param delay how long to wait before the next one, null for the back-off
   */
  void fail(Entry entry, @Nullable Duration delay, String why, long now) {
    end(entry).failed();
    entry.failure = why;
    if (!parksExhausted(entry)) {
      entry.stage = Stage.DELAYED;
      int attempts = entry.attempts - entry.forgiven;
      wait(entry, delay == null ? options.backOffAfter(attempts) : delay, now);
      if (entry.due <= now) {
        timers.remove(entry);
        ready(entry);
      }
    }
  }

  /** An attempt has failed, and no other is to be made. */
  void reject(Entry entry, String why) {
    end(entry).failed();
    entry.failure = why;
    letters.park(entry);
  }

  /** Makes a dead letter open again, whose message is then to be loaded. */
  void retry(DeadLetter letter) {
    Entry entry = new Entry(letter.message().sequence(), letter.attempts(), letter.attempts());
    retried.put(entry.sequence, entry);
    unloaded.put(entry.sequence, entry);
    letters.retried();
  }

  /** Does what is due; says whether there was something. */
  boolean tick(long now) {
    boolean any = false;
    while (!timers.isEmpty() && timers.first().due <= now) {
      Entry entry = Objects.requireNonNull(timers.pollFirst());
      any = true;
      switch (entry.stage) {
        case GIVEN -> {
          shares.lapse(entry);
          fail(entry, null, "not acknowledged within " + options.ackTimeout(), now);
        }
        case DELAYED -> ready(entry);
        case PARKING -> letters.park(entry);
        case UNLOADED, READY, SETTLED -> throw new IllegalStateException("due: " + entry.stage);
      }
    }
    return any;
  }

  /** When something is due next. */
  long nextDue() {
    return timers.isEmpty() ? Long.MAX_VALUE : timers.first().due;
  }

  private Share end(Entry entry) {
    timers.remove(entry);
    Share holder = Objects.requireNonNull(entry.holder);
    entry.holder = null;
    entry.stage = Stage.UNLOADED; // between two states
    return holder;
  }

  private void wait(Entry entry, Duration time, long now) {
    entry.due = now + Math.min(FAR_FUTURE, TimeUnit.MILLISECONDS.convert(time));
    timers.add(entry);
  }

  private void ready(Entry entry) {
    if (!parksExhausted(entry)) {
      entry.stage = Stage.READY;
      shares.add(entry);
    }
  }

  private boolean parksExhausted(Entry entry) {
    boolean exhausted = entry.attempts - entry.forgiven >= options.maxDeliveries();
    if (exhausted) {
      letters.park(entry);
    }
    return exhausted;
  }

  private void settle(Entry entry) {
    timers.remove(entry);
    unloaded.remove(entry.sequence);
    if (entry.stage == Stage.READY) {
      shares.remove(entry);
    }
    if (entry.message != null) {
      shares.closed(entry);
    }
    if (entry.isRetried()) {
      retried.remove(entry.sequence);
      letters.settled(entry.sequence);
    } else {
      open.remove(entry.sequence);
      tried -= entry.attempts > 0 ? 1 : 0;
    }
    entry.stage = Stage.SETTLED;
  }

  Letters letters() {
    return letters;
  }

  /**
   * What is to be stored of it: how far it has read, and what is open of that.
   *
   * @param dying entries that become dead letters by the same change
   */
  State state(TopicPattern pattern, String epoch, boolean paused, List<Entry> dying) {
    NavigableMap<Long, Open> left = new TreeMap<>();
    all()
        .filter(entry -> !dying.contains(entry))
        .forEach(entry -> left.put(entry.sequence, entry.saved()));
    Gap untold = gapAhead;
    if (untold == null) {
      return new State(pattern, options, epoch, through, left, paused);
    }
    // It is to be found again if nobody is there to be told it before the end.
    left.entrySet()
        .removeIf(open -> open.getKey() >= untold.from() && open.getValue().attempts() == 0);
    return new State(pattern, options, epoch, untold.from() - 1, left, paused);
  }

  /** What was to be stored is. */
  void stored(Change change, List<Entry> parked) {
    for (Entry entry : parked) {
      settle(entry);
    }
    letters.gone(change.discarded());
    parked.forEach(entry -> letters.gone(Set.of(entry.sequence))); // each has a letter, to stay
  }

  /** It could not be. */
  void notStored(List<Entry> parked, long now) {
    for (Entry entry : parked) {
      wait(entry, Duration.ofMillis(PARK_AGAIN_MILLIS), now);
    }
  }

  /** Every message up to here is settled, but for dead letters that are being retried. */
  long settledThrough() {
    return open.isEmpty() ? through : Math.min(through, open.firstKey() - 1);
  }

  /** What is open. */
  int openCount() {
    return open.size() + retried.size();
  }

  int retriedCount() {
    return retried.size();
  }

  /**
   * Whether a letter that is in the store is a dead one: not being retried, nor to be discarded.
   */
  boolean isDead(long sequence) {
    return !retried.containsKey(sequence) && !letters.discarded().contains(sequence);
  }

  /** Whether a dead letter's message comes again anyway, because the cursor was moved back. */
  boolean comesAgain(long sequence) {
    return sequence > through || open.containsKey(sequence);
  }

  long redelivered() {
    return redelivered;
  }

  long expired() {
    return expired;
  }

  Share sum() {
    return sum;
  }
}
