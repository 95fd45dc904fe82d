package dev.gater.engine.lane;

import dev.gater.DropReason;
import dev.gater.Gap;
import dev.gater.Handler;
import dev.gater.Message;
import dev.gater.Policy;
import dev.gater.SubscriptionOptions;
import dev.gater.SubscriptionStats;
import dev.gater.engine.figures.Figures;
import dev.gater.engine.lane.Backlog.Stretch;
import dev.gater.engine.message.StoredMessage;
import dev.gater.event.Event;
import dev.gater.spi.MessageLog;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One subscription: the calls of its handler, one at a time and in order.
 *
 * <p>A lane is <i>in line</i> while its handler is quick: the dispatcher calls it directly, nothing
 * waits for it, and no lock is taken. Else it is on its <i>own</i>: the dispatcher {@linkplain
 * #offer offers} messages, which wait in the backlog, and a thread of the crew takes turns, calling
 * the handler until nothing waits or its turn is over. Such a lane is with the crew once at most
 * ({@code scheduled}), which is what keeps its calls one at a time. When the dispatcher is held up
 * in a call, the lane {@linkplain #takeOff becomes its own} with that thread as its first; it is in
 * line again once it has been quick for a while and nothing waits, at the dispatcher's next offer.
 *
 * <p>All state is guarded by {@code lock}, which is never held while a handler or the log is
 * called. It is a leaf: no other lock is taken under it. The exceptions are {@code mode}, written
 * under the lock and read by the dispatcher without, and {@code inline}, which whoever is in a call
 * in line writes alone. See {@code docs/concurrency.md}.
 */
public final class Lane implements LocalSubscription, Supplier<@Nullable Lane> {
  private static final AtomicLong NUMBERS = new AtomicLong();
  private static final VarHandle MODE;
  private static final VarHandle INLINE;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      MODE = lookup.findVarHandle(Lane.class, "mode", int.class);
      INLINE = lookup.findVarHandle(Lane.class, "inline", long.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  /** What {@link #call} answers where the lane had ended, so that nothing was called. */
  @SuppressWarnings("StaticAssignmentOfThrowable") // a mark that nobody throws, without a trace
  public static final Throwable NOT_CALLED = new EndedBeforeCall();

  private static final class EndedBeforeCall extends RuntimeException {
    EndedBeforeCall() {
      super("the subscription has ended", null, false, false);
    }
  }

  /** What {@link #offer} answers. */
  public enum Offer {
    /**
     * It is not for this lane, which has ended or begins later; another of its group may have it.
     */
    REFUSED,
    /** The lane has it. */
    TAKEN,
    /** The lane is in line now: call it. */
    CALL
  }

  private static final int IN_LINE = 0;
  private static final int OWN = 1;
  private static final int ENDED = 2;

  /**
   * So many quick calls in a row bring a lane in line after it was taken off for the first time.
   */
  private static final int QUICK_CALLS = 64;

  private static final int MOST_QUICK_CALLS = 1 << 14;

  /** A handler is quick if it takes no more than this part of its budget. */
  private static final int QUICK_PART = 10;

  /** So many timed calls in a row that are not quick give a lane in line its own thread. */
  private static final int SLOW_SAMPLES = 3;

  /** How long {@link #close()} waits for a call under way. */
  private static final long CLOSE_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** After so many calls, or so long, a lane queues up behind the others of its instance. */
  private static final int TURN_CALLS = 64;

  private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final int PAGE = 64;

  private final long number = newNumber();
  private final String name;
  private final String instance;
  private final SubscriptionOptions options;
  private final Handler<Event> handler;
  private final long holdNanos;
  private final long quickNanos;
  private final MessageLog log;
  private final Executor crew;
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

  /** Twice the calls in line that returned, and one more while one is under way. */
  private long inline;

  @SuppressWarnings("FieldCanBeFinal") // written through MODE
  private int mode = OWN;

  /** How it behaves: written by the thread that calls, handed on under the lock. */
  private int quickCalls;

  private int quickCallsNeeded;
  private int slowSamples;
  private long callsTimed;

  /**
   * Not yet known to the dispatcher; see {@link #begin}.
   *
   * @param crew runs its turns, each once and on another thread
   */
  @SuppressWarnings("unchecked") // the public API ties handler and instance to one family
  public Lane(
      String name,
      String instance,
      SubscriptionOptions options,
      Handler<?> handler,
      boolean grouped,
      Policy policy,
      MessageLog log,
      Executor crew,
      Figures figures,
      LaneOwner owner) {
    this.name = name;
    this.instance = instance;
    this.options = options;
    this.handler = (Handler<Event>) handler;
    this.holdNanos = options.holdsPublishers().map(TimeUnit.NANOSECONDS::convert).orElse(0L);
    this.quickNanos = TimeUnit.NANOSECONDS.convert(policy.handlerBudget()) / QUICK_PART;
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

  /** A number for a subscription, which no other has. */
  public static long newNumber() {
    return NUMBERS.incrementAndGet();
  }

  /** The lane whose handler the current thread is in, or null. */
  public static @Nullable Lane current() {
    return HandlerThread.currentLane();
  }

  @Override
  public Lane get() {
    return this;
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
      // The last message routed may not have been looked up yet: the dispatcher will find this lane
      // then, which has that message from the log.
      acceptFrom = Math.max(begin.acceptFrom(), routed + 1);
      acceptSince = begin.acceptSince();
      scheduled = backlog.begin(begin, routed);
      if (!scheduled) {
        return;
      }
    } finally {
      lock.unlock();
    }
    crew.execute(this::takeTurn);
  }

  /** Whether the dispatcher may call it. Asked without the lock, before {@link #call}. */
  public boolean isInLine() {
    return (int) MODE.getOpaque(this) == IN_LINE;
  }

  @Override
  public boolean inLine() {
    return locked(() -> mode == IN_LINE || (ended == null && mayComeInLine()));
  }

  private boolean mayComeInLine() {
    return !scheduled && quickCalls >= quickCallsNeeded && backlog.isAtRest();
  }

  /**
   * Calls the handler in line. For the dispatcher, which has announced the call and found the lane
   * in line before that. If the call has been taken off the dispatcher, it is the first of the
   * lane's own.
   *
   * @return null if the handler returned, {@link #NOT_CALLED}, or what the handler threw, which
   *     {@link #failedInLine} then takes
   */
  public @Nullable Throwable call(StoredMessage message) {
    return isEndedInLine() ? NOT_CALLED : callBegun(message);
  }

  /** Whether it has ended. For the dispatcher, which has announced the call. */
  public boolean isEndedInLine() {
    return (int) MODE.getOpaque(this) == ENDED;
  }

  /** {@link #call} of a lane that had not ended after the call was announced. */
  public @Nullable Throwable callBegun(StoredMessage message) {
    long before = inline;
    INLINE.setOpaque(this, before + 1);
    try {
      handler.handle(message);
    } catch (Throwable thrown) { // an Error of one handler must not end the thread of the others
      return thrown;
    }
    INLINE.setOpaque(this, before + 2);
    return null;
  }

  /** Settles a call in line that threw. For the thread that made it. */
  public void failedInLine(StoredMessage message, Throwable thrown) {
    lock.lock();
    try {
      INLINE.setOpaque(this, inline - 1);
      counts.called(false);
    } finally {
      lock.unlock();
    }
    owner.failed(this, message, thrown);
  }

  /** A message of Gater's about itself is about to be delivered in line. */
  public void noteOfGater() {
    lock.lock();
    try {
      counts.matchedOfGater();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Records a timed call in line that has ended; one that is often slow gets its own thread. For
   * the dispatcher.
   */
  public void timed(StoredMessage message, long start, long end) {
    record(message, start, end);
    slowSamples = end - start > quickNanos ? slowSamples + 1 : 0;
    if (slowSamples >= SLOW_SAMPLES) {
      slowSamples = 0;
      lock.lock();
      try {
        leaveLine();
      } finally {
        lock.unlock();
      }
    }
  }

  private void leaveLine() {
    if (mode == IN_LINE) {
      MODE.setOpaque(this, OWN);
    }
    quickCalls = 0;
    quickCallsNeeded = Math.clamp(2L * quickCallsNeeded, QUICK_CALLS, MOST_QUICK_CALLS);
  }

  /**
   * Makes the lane its own, because that thread, the dispatcher up to now, is held up in its call.
   * The thread counts as the lane's: it finishes the call, then it is to {@link #goOn}.
   */
  public void takeOff(Thread thread) {
    lock.lock();
    try {
      leaveLine();
      scheduled = true;
      caller = thread;
      callIsDelivery = false; // it is counted in line
    } finally {
      lock.unlock();
    }
  }

  /** Goes on as the lane's own thread, after a call in line that was {@linkplain #takeOff}. */
  public void goOn() {
    HandlerThread.calls(this);
    takeTurn(Outcome.RETURNED);
  }

  /**
   * Takes a message from the dispatcher. Waits only if the subscription holds publishers.
   *
   * @param mayCall whether the dispatcher is ready to call a lane that could be in line
   */
  public Offer offer(StoredMessage message, boolean mayCall) {
    boolean start;
    boolean disconnected;
    lock.lock();
    try {
      if (ended != null || !hasBegunBy(message)) {
        return Offer.REFUSED;
      }
      if (mayCall && mayComeInLine()) {
        MODE.setOpaque(this, IN_LINE);
        return Offer.CALL;
      }
      awaitRoom();
      if (ended != null) {
        return Offer.REFUSED;
      }
      MODE.setOpaque(this, OWN);
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
      crew.execute(this::takeTurn);
    }
    if (disconnected) {
      announceEnd(EndedBy.POLICY);
    }
    return Offer.TAKEN;
  }

  /** Whether a message is not from before the lane begins. For the dispatcher. */
  public boolean hasBegunBy(StoredMessage message) {
    return message.sequence() >= acceptFrom && message.receivedMillis() >= acceptSince;
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

  /** Whether no message waits for it and none is in a call that has begun. */
  public boolean isSettled() {
    return locked(() -> caller == null && waiting() == 0 && !isCalledInLine());
  }

  /** Whether that ended it. */
  public boolean endedBy(EndedBy by) {
    return locked(() -> ended == by);
  }

  /** How far behind it is, for comparing the members of a group. */
  public int depth() {
    return locked(() -> backlog.depth() + (caller == null && !isCalledInLine() ? 0 : 1));
  }

  private void takeTurn() {
    HandlerThread.calls(this);
    takeTurn(Outcome.NONE);
  }

  private void takeTurn(Outcome first) {
    try {
      Outcome outcome = first;
      long now = System.nanoTime();
      long turnEnds = now + TURN_NANOS;
      for (int calls = 0; calls < TURN_CALLS && now <= turnEnds; calls++) {
        Object next = next(outcome);
        if (next == null) {
          return;
        }
        outcome = call(next);
        long end = System.nanoTime();
        ended(next, now, end);
        now = end;
      }
      endTurn(outcome);
    } catch (RuntimeException | Error broken) { // the log could not be read
      owner.failed(this, null, broken);
      end(EndedBy.POLICY, DropReason.DISCONNECTED);
    } finally {
      HandlerThread.calls(null);
    }
  }

  /** Takes note of how long a call took, looking for it included. */
  private void ended(Object call, long start, long end) {
    quickCalls = end - start <= quickNanos ? quickCalls + 1 : 0;
    if (call instanceof StoredMessage message && message.isTimed()) {
      record(message, start, end);
    }
  }

  private void record(StoredMessage message, long start, long end) {
    long calls = calls();
    figures.delivered(end - message.acceptedNanos(), end - start, calls - callsTimed);
    callsTimed = calls;
    lock.lock();
    try {
      counts.sample(end - start);
    } finally {
      lock.unlock();
    }
  }

  /** Calls that ended. Read without the lock: only the thread that calls counts them. */
  private long calls() {
    return (inline >> 1) + counts.calls() + (caller != null && callIsDelivery ? 1 : 0);
  }

  private void endTurn(Outcome outcome) {
    lock.lock();
    try {
      finish(outcome);
    } finally {
      lock.unlock();
    }
    crew.execute(this::takeTurn);
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
    try {
      switch (next) {
        case Gap gap -> handler.gap(gap);
        default -> handler.handle(asMessage(next));
      }
    } catch (Throwable thrown) { // an Error of one handler must not end the thread of the others
      outcome = Outcome.THREW;
      owner.failed(this, next instanceof StoredMessage message ? message : null, thrown);
    }
    boolean _ =
        Thread.interrupted(); // a handler that interrupts itself must not interrupt the next one
    return outcome;
  }

  @SuppressWarnings("unchecked") // the log and the queue hold this instance's messages only
  private static Message<Event> asMessage(Object next) {
    return (Message<Event>) next;
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

  @Override
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
    MODE.setVolatile(this, ENDED);
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

  @Override
  public void awaitCall(long nanos) {
    long deadline = System.nanoTime() + nanos;
    owner.awaitInline(this, nanos);
    await(deadline - System.nanoTime(), () -> caller != null);
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
    return locked(() -> {
      long now = (long) INLINE.getOpaque(this);
      return counts.stats(now >> 1, waiting() + (now & 1), backlog.isCatchingUp());
    });
  }

  @Override
  public long matchedOfOthers() {
    return locked(() -> {
      long now = (long) INLINE.getOpaque(this);
      return counts.matchedOfOthers(now >> 1, waiting() + (now & 1));
    });
  }

  private boolean isCalledInLine() {
    return ((long) INLINE.getOpaque(this) & 1) != 0;
  }

  /** What waits in the backlog or is in a call of its own. */
  private long waiting() {
    return backlog.waiting() + (caller != null && callIsDelivery ? 1 : 0);
  }

  @Override
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
