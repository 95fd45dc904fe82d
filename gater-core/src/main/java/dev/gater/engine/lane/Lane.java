package dev.gater.engine.lane;

import dev.gater.DropReason;
import dev.gater.Gap;
import dev.gater.Handler;
import dev.gater.Message;
import dev.gater.Policy;
import dev.gater.Subscription;
import dev.gater.SubscriptionOptions;
import dev.gater.SubscriptionStats;
import dev.gater.engine.figures.Figures;
import dev.gater.engine.lane.Backlog.Stretch;
import dev.gater.engine.message.Sender;
import dev.gater.engine.message.StoredMessage;
import dev.gater.event.Event;
import dev.gater.spi.MessageLog;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One subscription: what waits for it, and the calls of its handler, one at a time and in order.
 *
 * <p>The dispatcher {@linkplain #offer offers} messages; a thread of the crew takes turns, calling
 * the handler until nothing waits or its turn is over. A lane is with the crew once at most ({@code
 * scheduled}), which is what keeps its calls one at a time.
 *
 * <p>All state is guarded by {@code lock}, which is never held while a handler or the log is
 * called. It is a leaf: no other lock is taken under it.
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

  private final long number = NUMBERS.incrementAndGet();
  private final String name;
  private final String instance;
  private final SubscriptionOptions options;
  private final Handler<Event> handler;
  private final long holdNanos;
  private final MessageLog log;
  private final Crew crew;
  private final Figures figures;
  private final LaneOwner owner;
  private final CompletableFuture<EndedBy> whenClosed = new CompletableFuture<>();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final Condition idle = lock.newCondition();
  private final LaneCounts counts = new LaneCounts();
  private final Backlog backlog;
  private long acceptFrom;
  private long acceptSince;
  private boolean scheduled;
  private boolean waking;
  private @Nullable Thread caller;
  private boolean callIsDelivery;
  private @Nullable EndedBy ended;
  private volatile @Nullable Thread callbacks;

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
    this.holdNanos = options.holdsPublishers().map(TimeUnit.NANOSECONDS::convert).orElse(0L);
    this.log = log;
    this.crew = crew;
    this.figures = figures;
    this.owner = owner;
    this.backlog =
        new Backlog(
            this,
            counts,
            options.slowSubscriber().orElse(policy.slowSubscriber()),
            policy.queue(),
            holdNanos > 0,
            grouped);
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
      acceptSince = begin.acceptSince();
      scheduled = backlog.begin(begin, routed);
      if (!scheduled) {
        return;
      }
    } finally {
      lock.unlock();
    }
    crew.run(this::takeTurn);
  }

  /**
   * Takes a message from the dispatcher. Waits only if the subscription holds publishers.
   *
   * @return false if it is not for this lane, which has ended or begins later, so that another
   *     member of its group may have it
   */
  public boolean offer(StoredMessage message) {
    boolean start;
    boolean disconnected;
    lock.lock();
    try {
      if (ended != null
          || message.sequence() < acceptFrom
          || message.receivedMillis() < acceptSince) {
        return false;
      }
      awaitRoom();
      if (ended != null) {
        return false;
      }
      disconnected = !backlog.add(message, !scheduled || waking);
      if (disconnected) {
        endLocked(EndedBy.POLICY, DropReason.DISCONNECTED);
      }
      start = !disconnected && !scheduled;
      scheduled |= start;
      waking |= start;
    } finally {
      lock.unlock();
    }
    if (start) {
      crew.run(this::takeTurn);
    }
    if (disconnected) {
      announceEnd(EndedBy.POLICY);
    }
    return true;
  }

  private void awaitRoom() {
    if (holdNanos == 0 || !backlog.isFull()) {
      return;
    }
    try {
      long left = holdNanos;
      while (ended == null && backlog.isFull() && left > 0) {
        left = room.awaitNanos(left);
      }
    } catch (InterruptedException unexpected) { // nobody interrupts a dispatcher
      Thread.currentThread().interrupt();
    }
  }

  /** Whether it is a lane of that instance: names alone are the same on every node. */
  public boolean isOf(LaneOwner instance) {
    return owner.equals(instance);
  }

  /** Whether the dispatcher waits for this lane when it is behind. */
  public boolean holdsPublishers() {
    return holdNanos > 0;
  }

  /** Whether it has ended. */
  public boolean hasEnded() {
    return locked(() -> ended != null);
  }

  /** Whether that ended it. */
  public boolean endedBy(EndedBy by) {
    return locked(() -> ended == by);
  }

  /** How far behind it is, for comparing the members of a group. */
  public int depth() {
    return locked(() -> backlog.depth() + (caller == null ? 0 : 1));
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

  private enum Outcome {
    NONE,
    RETURNED,
    THREW
  }

  /** Ends the call before, if there was one, and begins the next: a message, a gap, or null. */
  private @Nullable Object next(Outcome before) {
    Outcome outcome = before;
    while (true) {
      Stretch stretch;
      lock.lock();
      try {
        finish(outcome);
        outcome = Outcome.NONE;
        waking = false;
        Object next = ended == null ? backlog.poll() : null;
        if (next != null) {
          caller = Thread.currentThread();
          callIsDelivery = next instanceof Message<?>;
          room.signal();
          return next;
        }
        stretch = ended == null ? backlog.unread() : null;
        if (stretch == null) {
          scheduled = false;
          idle.signalAll();
          return null;
        }
      } finally {
        lock.unlock();
      }
      turnPage(stretch, log.read(options.pattern(), stretch.from(), stretch.through(), PAGE));
    }
  }

  private void turnPage(Stretch stretch, MessageLog.Page read) {
    lock.lock();
    try {
      if (ended == null) {
        backlog.turnPage(stretch, read);
      }
    } finally {
      lock.unlock();
    }
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
      sample(sampled, start, System.nanoTime());
    }
    return outcome;
  }

  @SuppressWarnings("unchecked") // the log and the queue hold this instance's messages only
  private static Message<Event> asMessage(Object next) {
    return (Message<Event>) next;
  }

  /** Read without the lock: only the thread of the turn, which is this one, counts calls. */
  private boolean isSampled() {
    long calls = counts.calls();
    return calls < SAMPLING || calls % SAMPLING == 0;
  }

  private void sample(StoredMessage message, long start, long end) {
    long weight = counts.calls() < SAMPLING ? 1 : SAMPLING;
    figures.delivered(end - message.acceptedNanos(), end - start, weight);
    lock.lock();
    try {
      counts.sample(end - start);
    } finally {
      lock.unlock();
    }
  }

  private void finish(Outcome outcome) {
    if (outcome == Outcome.NONE) {
      return;
    }
    caller = null;
    if (callIsDelivery) {
      counts.called(outcome == Outcome.RETURNED);
    }
    idle.signalAll();
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
    counts.drop(reason, backlog.waiting());
    backlog.clear();
    room.signalAll();
    idle.signalAll();
  }

  private void announceEnd(EndedBy by) {
    owner.ended(this, by);
    if (by == EndedBy.OWNER) {
      whenClosed.complete(by);
      return;
    }
    // A callback that blocks must hold up neither the dispatcher nor a drain.
    callbacks = Thread.startVirtualThread(() -> whenClosed.complete(by));
  }

  /** Waits for the callbacks of its end: who drained a node may expect them to have been called. */
  public void awaitCallbacks(long deadlineNanos) {
    Thread running = callbacks;
    long left = deadlineNanos - System.nanoTime();
    try {
      if (running != null && left > 0) {
        running.join(Duration.ofNanos(left));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until no call is under way, unless it is the current thread's; up to that long. */
  public void awaitCall(long nanos) {
    await(nanos, () -> caller != null);
  }

  /**
   * Waits until no call is under way and nothing waits for the lane, or it has ended: its handler
   * may itself be waiting for the one that waits here. Up to that long.
   */
  public void awaitIdle(long nanos) {
    await(nanos, () -> ended == null && (caller != null || scheduled));
  }

  /** Not cut short by an interrupt, or an interrupted owner would lose what its close waits for. */
  private void await(long nanos, BooleanSupplier busy) {
    long deadline = System.nanoTime() + nanos;
    boolean interrupted = false;
    lock.lock();
    try {
      while (caller != Thread.currentThread() && busy.getAsBoolean()) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return;
        }
        try {
          idle.awaitNanos(left);
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
  }

  private <T> T locked(Supplier<T> read) {
    lock.lock();
    try {
      return read.get();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public SubscriptionStats stats() {
    return locked(() -> counts.stats(inFlight(), backlog.isCatchingUp()));
  }

  /** Messages that matched and that somebody other than Gater published. */
  public long matchedOfOthers() {
    return locked(() -> counts.matchedOfOthers(inFlight()));
  }

  private long inFlight() {
    return backlog.waiting() + (caller != null && callIsDelivery ? 1 : 0);
  }

  /** The mean of the handler calls that were timed; zero for none. */
  public Duration meanHandlerTime() {
    return locked(counts::meanHandlerTime);
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
