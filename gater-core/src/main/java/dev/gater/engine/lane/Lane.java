package dev.gater.engine.lane;

import dev.gater.DropReason;
import dev.gater.Gap;
import dev.gater.Handler;
import dev.gater.Message;
import dev.gater.OverloadPolicy;
import dev.gater.Policy;
import dev.gater.Subscription;
import dev.gater.SubscriptionOptions;
import dev.gater.SubscriptionStats;
import dev.gater.engine.figures.Figures;
import dev.gater.engine.message.Sender;
import dev.gater.engine.message.StoredMessage;
import dev.gater.event.Event;
import dev.gater.spi.MessageLog;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One subscription: what waits for it, and the calls of its handler, one at a time and in order.
 *
 * <p>A lane is <i>live</i> while the dispatcher queues for it, or it is <i>catching up</i>: then the
 * dispatcher only tells it the latest number that is for it ({@code shown}), and the lane reads from the
 * log, from {@code cursor} on. Once it has read past what it was shown, it is live again; both sides
 * hold the lock for that, so nothing is lost or doubled at the passage.
 *
 * <p>All state is guarded by {@code lock}, which is never held while a handler or the log is called. It
 * is a leaf: no other lock is taken under it. A message is counted as matched when it is shown by the
 * dispatcher, or when it is read from the part of the log that is older than the subscription.
 */
public final class Lane implements Subscription, Sender {
  private static final AtomicLong NUMBERS = new AtomicLong();
  private static final ThreadLocal<@Nullable Lane> CURRENT = new ThreadLocal<>();

  /** How long {@link #close()} waits for a call under way. */
  private static final long CLOSE_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** After so many calls, or so long, a lane queues up behind the others of its instance. */
  private static final int TURN_CALLS = 64;

  private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final int PAGE = 64;

  /** Of the deliveries past the first {@code SAMPLING}, one in {@code SAMPLING} is timed. */
  private static final int SAMPLING = 64;

  /** Sequences that a group member which catches up is owed at most; older ones count as expired. */
  private static final int MOST_OWED = 1 << 16;

  private final long number = NUMBERS.incrementAndGet();
  private final String name;
  private final String instance;
  private final SubscriptionOptions options;
  private final Handler<Event> handler;
  private final OverloadPolicy overload;
  private final long holdNanos;
  private final int capacity;
  private final MessageLog log;
  private final Crew crew;
  private final Figures figures;
  private final LaneOwner owner;
  private final CompletableFuture<EndedBy> whenClosed = new CompletableFuture<>();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final Condition idle = lock.newCondition();
  private final LaneQueue queue;
  private final ArrayDeque<Message<?>> page = new ArrayDeque<>();
  private final ArrayDeque<Gap> gaps = new ArrayDeque<>();
  private final @Nullable ArrayDeque<Long> owed;
  private long acceptFrom;
  private boolean catchingUp;
  private long cursor;
  private long shown;
  private long historyThrough;
  private boolean scheduled;
  private @Nullable Thread caller;
  private boolean callIsDelivery;
  private @Nullable EndedBy ended;
  private long matched;
  private long delivered;
  private long failed;
  private long ofGater;
  private long sampledNanos;
  private long samples;
  private final long[] dropped = new long[DropReason.values().length];
  private volatile boolean holding;

  /** Not yet known to the dispatcher; see {@link #begin}. */
  @SuppressWarnings("unchecked") // the public API ties handler and instance to one family
  public Lane(
      String name,
      String instance,
      SubscriptionOptions options,
      Handler<?> handler,
      boolean grouped,
      Policy policy,
      MessageLog log,
      Crew crew,
      Figures figures,
      LaneOwner owner) {
    this.name = name;
    this.instance = instance;
    this.options = options;
    this.handler = (Handler<Event>) handler;
    this.overload = options.slowSubscriber().orElse(policy.slowSubscriber());
    this.holdNanos = options.holdsPublishers().map(TimeUnit.NANOSECONDS::convert).orElse(0L);
    this.capacity = policy.queue();
    this.log = log;
    this.crew = crew;
    this.figures = figures;
    this.owner = owner;
    this.queue =
        overload == OverloadPolicy.CONFLATE ? new LaneQueue.Conflating() : new LaneQueue.Fifo();
    this.owed = grouped ? new ArrayDeque<>() : null;
  }

  /** The lane whose handler the current thread is in, or null. */
  public static @Nullable Lane current() {
    return CURRENT.get();
  }

  /**
   * Fixes where the lane begins. Called once, before the dispatcher knows the lane, while it routes
   * nothing.
   *
   * @param begin what comes before the live messages
   * @param routed the number of the last message routed
   */
  public void begin(Begin begin, long routed) {
    lock.lock();
    try {
      acceptFrom = begin.acceptFrom();
      gaps.addAll(begin.gaps());
      page.addAll(begin.first());
      matched = page.size();
      shown = routed;
      historyThrough = routed;
      cursor = begin.readFrom();
      catchingUp = cursor <= routed;
      scheduled = catchingUp || !page.isEmpty() || !gaps.isEmpty();
      if (!scheduled) {
        return;
      }
    } finally {
      lock.unlock();
    }
    crew.run(this::takeTurn);
  }

  /**
   * What a lane gives its handler before the live messages.
   *
   * @param gaps told first
   * @param first delivered then
   * @param readFrom the log is read from here on then; past the last number routed for not at all
   * @param acceptFrom live messages below this are not for the lane
   */
  public record Begin(List<Gap> gaps, List<Message<?>> first, long readFrom, long acceptFrom) {}

  /**
   * Takes a message from the dispatcher. Waits only if the subscription holds publishers.
   *
   * @return false if it is not for this lane, which has ended or begins later, so that another member
   *     of its group may have it
   */
  public boolean offer(StoredMessage message) {
    boolean start;
    boolean disconnected;
    lock.lock();
    try {
      if (ended != null || message.sequence() < acceptFrom) {
        return false;
      }
      awaitRoom();
      if (ended != null) {
        return false;
      }
      matched++;
      if (message.ofGater()) {
        ofGater++;
      }
      if (catchingUp) {
        leaveToLog(message);
      } else if (isFull(message)) {
        overflow(message);
      } else {
        enqueue(message);
      }
      disconnected = ended != null;
      start = !disconnected && !scheduled;
      scheduled |= start;
    } finally {
      lock.unlock();
    }
    if (start) {
      crew.run(this::takeTurn);
    } else if (disconnected) {
      announceEnd(EndedBy.POLICY);
    }
    return true;
  }

  private boolean isFull(StoredMessage message) {
    return queue.size() >= capacity && !queue.replaces(message);
  }

  private void awaitRoom() {
    if (holdNanos == 0 || catchingUp || queue.size() < capacity) {
      return;
    }
    holding = true;
    try {
      long left = holdNanos;
      while (ended == null && queue.size() >= capacity && left > 0) {
        left = room.awaitNanos(left);
      }
    } catch (InterruptedException shutdown) { // the dispatcher is interrupted to give up waiting
      Thread.currentThread().interrupt();
    } finally {
      holding = false;
    }
  }

  private void overflow(StoredMessage message) {
    switch (overload) {
      case CATCH_UP -> {
        catchingUp = true;
        cursor = message.sequence();
        leaveToLog(message);
      }
      case DROP_OLDEST, CONFLATE -> {
        if (queue.poll() != null) {
          drop(DropReason.OLDEST, 1);
        }
        enqueue(message);
      }
      case DROP_NEWEST -> drop(DropReason.NEWEST, 1);
      case DISCONNECT -> endLocked(EndedBy.POLICY, DropReason.DISCONNECTED);
    }
  }

  private void enqueue(StoredMessage message) {
    if (queue.add(message) != null) {
      drop(DropReason.CONFLATED, 1);
    }
  }

  private void leaveToLog(StoredMessage message) {
    shown = message.sequence();
    if (owed != null) {
      owed.add(message.sequence());
      if (owed.size() > MOST_OWED) {
        owed.poll();
      }
    }
  }

  private void drop(DropReason reason, long count) {
    dropped[reason.ordinal()] += count;
  }

  /** Whether the dispatcher waits for this lane right now. */
  public boolean isHolding() {
    return holding;
  }

  /** Messages that wait for it, without those of the log. */
  public int backlog() {
    lock.lock();
    try {
      return queue.size() + page.size() + (caller == null ? 0 : 1) + (catchingUp ? capacity : 0);
    } finally {
      lock.unlock();
    }
  }

  private void takeTurn() {
    CURRENT.set(this);
    try {
      long turnEnds = System.nanoTime() + TURN_NANOS;
      Outcome outcome = Outcome.NONE;
      for (int calls = 0; calls < TURN_CALLS; calls++) {
        Object next = next(outcome);
        if (next == null) {
          return;
        }
        outcome = call(next);
        if (System.nanoTime() > turnEnds) {
          break;
        }
      }
      endTurn(outcome);
    } catch (RuntimeException | Error broken) { // the log could not be read
      owner.failed(this, null, broken);
      end(EndedBy.POLICY, DropReason.DISCONNECTED);
    } finally {
      CURRENT.remove();
    }
  }

  private void endTurn(Outcome outcome) {
    lock.lock();
    try {
      finish(outcome);
    } finally {
      lock.unlock();
    }
    crew.run(this::takeTurn);
  }

  /** Ends the call before, if there was one, and begins the next: a message, a gap, or null. */
  private @Nullable Object next(Outcome before) {
    Outcome outcome = before;
    while (true) {
      long from;
      long through;
      lock.lock();
      try {
        finish(outcome);
        outcome = Outcome.NONE;
        Object next = nextLocked();
        if (next != null) {
          caller = Thread.currentThread();
          callIsDelivery = next instanceof Message<?>;
          room.signal();
          return next;
        }
        if (ended != null || !catchingUp || caughtUp()) {
          scheduled = false;
          idle.signalAll();
          return null;
        }
        from = cursor;
        through = shown;
        if (owed != null) {
          Long sequence = owed.poll();
          from = sequence == null ? shown + 1 : sequence;
          through = from;
        }
      } finally {
        lock.unlock();
      }
      turnPage(from, read(from, through));
    }
  }

  private @Nullable Object nextLocked() {
    if (ended != null) {
      return null;
    }
    Object next = gaps.poll();
    if (next == null) {
      next = page.poll();
    }
    return next == null ? queue.poll() : next;
  }

  /** Goes live again if all that was shown has been read. What is still owed then has expired. */
  private boolean caughtUp() {
    if (cursor <= shown) {
      return false;
    }
    catchingUp = false;
    drop(DropReason.EXPIRED, matched - settled());
    return true;
  }

  private MessageLog.Page read(long from, long through) {
    return from > through
        ? new MessageLog.Page(List.of(), from, from)
        : log.read(options.pattern(), from, through, PAGE);
  }

  private void turnPage(long from, MessageLog.Page read) {
    lock.lock();
    try {
      if (ended != null) {
        return;
      }
      if (read.expired() > from) {
        gaps.add(new Gap(from, read.expired() - 1, Gap.Why.EXPIRED));
      }
      for (Message<?> message : read.messages()) {
        if (!(message instanceof StoredMessage stored && stored.isFrom(this))) {
          page.add(message);
          if (message.sequence() <= historyThrough) {
            matched++;
          }
        }
      }
      cursor = owed != null && owed.isEmpty() ? shown + 1 : read.next();
    } finally {
      lock.unlock();
    }
  }

  private enum Outcome {
    NONE,
    RETURNED,
    THREW
  }

  private Outcome call(Object next) {
    Outcome outcome = Outcome.RETURNED;
    StoredMessage sampled = next instanceof StoredMessage message && isSampled() ? message : null;
    long start = sampled == null ? 0 : System.nanoTime();
    try {
      switch (next) {
        case Gap gap -> handler.gap(gap);
        default -> handler.handle(asMessage(next));
      }
    } catch (Throwable thrown) { // an Error of one handler must not end the thread of the others
      outcome = Outcome.THREW;
      owner.failed(this, next instanceof StoredMessage message ? message : null, thrown);
    }
    Thread.interrupted(); // a handler that interrupts itself must not interrupt the next one
    if (sampled != null) {
      long end = System.nanoTime();
      sample(end - start);
      long weight = delivered + failed < SAMPLING ? 1 : SAMPLING;
      figures.delivered(end - sampled.acceptedNanos(), end - start, weight);
    }
    return outcome;
  }

  private void sample(long handlerNanos) {
    lock.lock();
    try {
      sampledNanos += handlerNanos;
      samples++;
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("unchecked") // the log and the queue hold this instance's messages only
  private static Message<Event> asMessage(Object next) {
    return (Message<Event>) next;
  }

  /** Read without the lock by the only thread that writes the two while a call is under way. */
  private boolean isSampled() {
    long calls = delivered + failed;
    return calls < SAMPLING || calls % SAMPLING == 0;
  }

  private void finish(Outcome outcome) {
    if (outcome == Outcome.NONE) {
      return;
    }
    caller = null;
    if (callIsDelivery) {
      if (outcome == Outcome.RETURNED) {
        delivered++;
      } else {
        failed++;
      }
    }
    idle.signalAll();
  }

  private long settled() {
    long sum = delivered + failed;
    for (long count : dropped) {
      sum += count;
    }
    return sum;
  }

  @Override
  public void close() {
    end(EndedBy.OWNER, DropReason.CLOSED);
    awaitCall(CLOSE_WAIT_NANOS);
  }

  /** Ends the lane without waiting for a call under way. Ending again does nothing. */
  public void end(EndedBy by, DropReason reason) {
    lock.lock();
    try {
      if (ended != null) {
        return;
      }
      endLocked(by, reason);
    } finally {
      lock.unlock();
    }
    announceEnd(by);
  }

  private void endLocked(EndedBy by, DropReason reason) {
    ended = by;
    drop(reason, matched - settled() - (caller != null && callIsDelivery ? 1 : 0));
    queue.clear();
    page.clear();
    gaps.clear();
    room.signalAll();
    idle.signalAll();
  }

  private void announceEnd(EndedBy by) {
    owner.ended(this, by);
    whenClosed.complete(by);
  }

  /** Waits until no call is under way, unless it is the current thread's; up to that long. */
  public void awaitCall(long nanos) {
    await(nanos, false);
  }

  /**
   * Waits until nothing waits for the lane and no call is under way, up to that long.
   *
   * @return the time left, 0 or less if it was not enough
   */
  public long awaitIdle(long nanos) {
    return await(nanos, true);
  }

  /** Not cut short by an interrupt, or an interrupted owner would lose what its close waits for. */
  private long await(long nanos, boolean allOfIt) {
    long deadline = System.nanoTime() + nanos;
    boolean interrupted = false;
    lock.lock();
    try {
      while (deadline - System.nanoTime() > 0
          && caller != Thread.currentThread()
          && (caller != null || (allOfIt && scheduled && ended == null))) {
        try {
          idle.awaitNanos(deadline - System.nanoTime());
        } catch (InterruptedException interrupt) {
          interrupted = true;
        }
      }
    } finally {
      lock.unlock();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    return deadline - System.nanoTime();
  }

  @Override
  public SubscriptionStats stats() {
    lock.lock();
    try {
      Map<DropReason, Long> droppedBy = new EnumMap<>(DropReason.class);
      for (DropReason reason : DropReason.values()) {
        if (dropped[reason.ordinal()] > 0) {
          droppedBy.put(reason, dropped[reason.ordinal()]);
        }
      }
      return new SubscriptionStats(
          matched, delivered, failed, droppedBy, matched - settled(), catchingUp);
    } finally {
      lock.unlock();
    }
  }

  /** Of the messages matched, those in which Gater speaks of itself. */
  public long matchedOfGater() {
    lock.lock();
    try {
      return ofGater;
    } finally {
      lock.unlock();
    }
  }

  /** The mean of the handler calls that were timed; zero for none. */
  public Duration meanHandlerTime() {
    lock.lock();
    try {
      return Duration.ofNanos(samples == 0 ? 0 : sampledNanos / samples);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long number() {
    return number;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String instance() {
    return instance;
  }

  @Override
  public SubscriptionOptions options() {
    return options;
  }

  @Override
  public CompletionStage<EndedBy> whenClosed() {
    return whenClosed.minimalCompletionStage();
  }

  @Override
  public String toString() {
    return instance + "=" + options.pattern() + " (" + name + ")";
  }
}
