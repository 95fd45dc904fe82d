package dev.gater.engine.durable;

import dev.gater.DropReason;
import dev.gater.Durable;
import dev.gater.DurableOptions;
import dev.gater.Gap;
import dev.gater.Handler;
import dev.gater.OverloadPolicy;
import dev.gater.Policy;
import dev.gater.Routing;
import dev.gater.Start;
import dev.gater.Subscription.EndedBy;
import dev.gater.SubscriptionOptions;
import dev.gater.SubscriptionStats;
import dev.gater.TopicPattern;
import dev.gater.spi.DurableStore;
import dev.gater.spi.DurableStore.State;
import dev.gater.spi.MessageLog;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The durables of one instance. Its monitor guards which there are; it is taken before any lock of
 * a durable, and never held while a handler is called.
 */
public final class Durables {
  private final String instance;
  private final Policy policy;
  private final MessageLog log;
  private final DurableStore store;
  private final InstantSource clock;
  private final DurableOwner owner;
  private final Consumer<Durables> timekeeper;
  private final LongSupplier admitted;
  private final TreeMap<String, LocalDurable> byName = new TreeMap<>();

  /** Durables that were removed and still have a call under way. */
  private final List<LocalDurable> removed = new ArrayList<>();

  /** Figures of all others that were removed. */
  private SubscriptionStats retired = new SubscriptionStats(0, 0, 0, Map.of(), 0, false);

  private boolean closed;

  /** What is in {@code byName}: for those who come without the monitor. */
  private volatile List<LocalDurable> present = List.of();

  private volatile long shown;

  /**
   * Those of an instance that its store knows.
   *
   * @param timekeeper told when there is something to look after, by calls of {@link #tick}
   * @param admitted the last number that the instance gave to a message
   */
  public Durables(
      String instance,
      Policy policy,
      MessageLog log,
      DurableStore store,
      InstantSource clock,
      DurableOwner owner,
      Consumer<Durables> timekeeper,
      LongSupplier admitted) {
    this.instance = instance;
    this.policy = policy;
    this.log = log;
    this.store = store;
    this.clock = clock;
    this.owner = owner;
    this.timekeeper = timekeeper;
    this.admitted = admitted;
    this.shown = log.last();
    store.load().forEach((name, state) -> byName.put(name, restored(name, state)));
    present = List.copyOf(byName.values());
    hold();
  }

  private LocalDurable restored(String name, State state) {
    boolean sameEpoch = state.epoch().equals(log.epoch());
    boolean sameLog = sameEpoch || state.through() <= log.last();
    long through = sameLog ? state.through() : log.first() - 1;
    Cursor cursor = new Cursor(state.options(), isKeyed(state.options()), through);
    if (sameLog) {
      cursor.restore(state.open());
    }
    if (!sameEpoch) {
      cursor.tell(new Gap(state.through() + 1, state.through(), Gap.Why.RESET));
    }
    cursor.letters().counted(store.countDead(name), cursor.retriedCount());
    return new LocalDurable(name, state.pattern(), cursor, state.paused(), this);
  }

  boolean isKeyed(DurableOptions options) {
    return options.keyed() || policy.routing() == Routing.KEYED;
  }

  String instance() {
    return instance;
  }

  MessageLog log() {
    return log;
  }

  DurableStore store() {
    return store;
  }

  DurableOwner owner() {
    return owner;
  }

  long now() {
    return clock.millis();
  }

  long shown() {
    return shown;
  }

  /** Whether there are any, so that messages are for somebody. */
  public boolean any() {
    return !present.isEmpty();
  }

  /**
   * There is more in the log, up to that number, that may be delivered. For the dispatcher: nothing
   * here waits.
   */
  public void grown(long last) {
    shown = last;
    for (LocalDurable durable : present) {
      durable.grown();
    }
  }

  /**
   * Makes a subscription a member of its durable, and the durable where there is none.
   *
   * @throws IllegalArgumentException if it can't be one
   * @throws IllegalStateException if the node is closed
   */
  public Member subscribe(SubscriptionOptions options, String name, Handler<?> handler) {
    check(options, name);
    Member member;
    synchronized (this) {
      if (closed) {
        throw new IllegalStateException(
            "the node is closed: " + instance + " takes no subscriptions");
      }
      LocalDurable durable = byName.get(name);
      if (durable == null) {
        durable = create(options, name);
      } else if (!durable.pattern.equals(options.pattern())) {
        throw new IllegalArgumentException(
            "durable "
                + name
                + " of "
                + instance
                + " listens to "
                + durable.pattern
                + ", not "
                + options.pattern()
                + ": give that pattern, take another name, or remove it first");
      }
      member = durable.join(options.name().orElse(name), options, handler);
    }
    owner.run(member::takeTurn);
    return member;
  }

  private void check(SubscriptionOptions options, String name) {
    String what = "durable " + name + " of " + instance;
    if (!keepsHistory()) {
      throw new IllegalArgumentException(
          what
              + " would have nothing to catch up from: "
              + instance
              + " keeps no history; let its policy keep some (keep, memory)");
    }
    if (options.slowSubscriber().filter(p -> p != OverloadPolicy.CATCH_UP).isPresent()) {
      throw new IllegalArgumentException(
          what
              + " always catches up from the log: leave its slowSubscriber("
              + options.slowSubscriber().get()
              + ") out");
    }
    if (options.holdsPublishers().isPresent()) {
      throw new IllegalArgumentException(
          what + " catches up from the log and holds no publishers: leave holdsPublishers out");
    }
    if (options.group().filter(group -> !group.equals(name)).isPresent()) {
      throw new IllegalArgumentException(
          "the members of "
              + what
              + " share its messages anyway: leave the group "
              + options.group().get()
              + " out");
    }
  }

  private boolean keepsHistory() {
    return policy.keep().count() > 0
        && policy.keep().size().map(size -> size.bytes() > 0).orElse(true)
        && (store.outlivesNode() || policy.memory().bytes() > 0);
  }

  private LocalDurable create(SubscriptionOptions options, String name) {
    DurableOptions settings = options.durableOptions().orElse(DurableOptions.defaults());
    Beginning beginning = beginning(options.start(), options.pattern());
    Cursor cursor = new Cursor(settings, isKeyed(settings), beginning.through());
    cursor.move(beginning);
    LocalDurable durable = new LocalDurable(name, options.pattern(), cursor, false, this);
    store.save(name, Storing.change(durable, List.of()));
    byName.put(name, durable);
    present = List.copyOf(byName.values());
    hold();
    return durable;
  }

  Beginning beginning(Start start, TopicPattern pattern) {
    return Beginning.of(start, pattern, log, admitted.getAsLong(), clock.instant());
  }

  void remove(LocalDurable durable) {
    List<Member> left;
    synchronized (this) {
      durable.saving.lock();
      try {
        durable.lock.lock();
        try {
          durable.checkPresent();
        } finally {
          durable.lock.unlock();
        }
        store.remove(durable.name);
        left = durable.end(EndedBy.REMOVAL, DropReason.CLOSED);
        durable.ended(EndedBy.REMOVAL);
      } finally {
        durable.saving.unlock();
      }
      byName.remove(durable.name);
      retire(durable);
      present = List.copyOf(byName.values());
    }
    hold();
    left.forEach(member -> member.announceEnd(EndedBy.REMOVAL));
  }

  /** All, by name. */
  public List<Durable> all() {
    List<Durable> handles = new ArrayList<>();
    present.forEach(durable -> handles.add(new DurableHandle(durable)));
    return List.copyOf(handles);
  }

  /** The members of all. */
  public List<Member> members() {
    return present.stream().flatMap(durable -> durable.members().stream()).toList();
  }

  /** The figures of all members that there are and were, one of each durable. */
  public synchronized List<SubscriptionStats> stats() {
    List<SubscriptionStats> stats = new ArrayList<>();
    byName.values().forEach(durable -> stats.add(durable.sum()));
    removed.forEach(durable -> stats.add(durable.sum()));
    stats.add(retired);
    return stats;
  }

  private void retire(LocalDurable gone) {
    removed.add(gone);
    for (LocalDurable durable : List.copyOf(removed)) {
      SubscriptionStats sum = durable.sum();
      if (sum.inFlight() == 0) {
        removed.remove(durable);
        retired = plus(retired, sum);
      }
    }
  }

  private static SubscriptionStats plus(SubscriptionStats one, SubscriptionStats other) {
    Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);
    one.droppedBy().forEach((reason, count) -> dropped.merge(reason, count, Long::sum));
    other.droppedBy().forEach((reason, count) -> dropped.merge(reason, count, Long::sum));
    return new SubscriptionStats(
        one.matched() + other.matched(),
        one.delivered() + other.delivered(),
        one.failed() + other.failed(),
        dropped,
        0,
        false);
  }

  void watch() {
    timekeeper.accept(this);
  }

  /** Has done what is due; says whether there will be more. */
  boolean tick() {
    long now = now();
    boolean more = false;
    for (LocalDurable durable : present) {
      if (durable.housekeeping().isDue(now)) {
        durable.housekeeping().soon();
      }
      more |= durable.housekeeping().isWatched();
    }
    return more;
  }

  /** Tells the log what retention is not to take. */
  void hold() {
    if (!policy.durablesHold()) {
      return;
    }
    long held = Long.MAX_VALUE;
    for (LocalDurable durable : present) {
      held = Math.min(held, durable.settledThrough() + 1);
    }
    log.hold(held);
  }

  /** Takes no more members. */
  public synchronized void close() {
    closed = true;
  }

  /**
   * Waits up to the deadline: where the log outlives the node for calls under way alone, as all
   * else is kept, and else until all that members can be given has been acknowledged.
   */
  public void awaitDrained(long deadlineNanos) {
    if (store.outlivesNode()) {
      present.forEach(LocalDurable::stop);
    }
    for (LocalDurable durable : present) {
      long left = deadlineNanos - System.nanoTime();
      if (store.outlivesNode()) {
        Draining.awaitCalls(durable, left);
      } else {
        Draining.awaitAnswers(durable, left);
      }
    }
  }

  /**
   * What a node leaves of its durables.
   *
   * @param kept messages not settled, which the next node has
   * @param abandoned messages not settled, which are gone
   */
  public record Left(long kept, long abandoned) {}

  /** Ends what is left, after {@link #close()}. Does not wait for handlers. */
  public Left stop() {
    boolean lasts = store.outlivesNode();
    long left = 0;
    for (LocalDurable durable : present) {
      List<Member> members =
          durable.end(EndedBy.NODE, lasts ? DropReason.RETURNED : DropReason.ABANDONED);
      left += unsettled(durable, lasts);
      Storing.storeIfDue(durable);
      durable.ended(EndedBy.NODE);
      members.forEach(member -> member.announceEnd(EndedBy.NODE));
    }
    store.close();
    return lasts ? new Left(left, 0) : new Left(0, left);
  }

  private long unsettled(LocalDurable durable, boolean lasts) {
    try {
      long unsettled = DurableFigures.behind(durable).messages();
      return lasts ? unsettled : Math.max(0, unsettled - durable.sum().inFlight());
    } catch (RuntimeException broken) { // the log can't be read: what it holds can't be counted
      owner.fault(broken);
      return 0;
    }
  }
}
