package dev.gater.engine.dispatch;

import dev.gater.HandOff;
import dev.gater.Subscription.EndedBy;
import dev.gater.engine.lane.Crew;
import dev.gater.engine.lane.HandlerThread;
import dev.gater.engine.lane.Lane;
import dev.gater.engine.lane.Lane.Offer;
import dev.gater.engine.lane.Watchdog;
import dev.gater.engine.lane.Watched;
import dev.gater.engine.message.StoredMessage;
import dev.gater.engine.ring.Ring;
import dev.gater.engine.route.Destination;
import dev.gater.engine.route.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Takes the messages of one instance from its ring, in order, and gives each to all whom it is for:
 * by calling the handlers of lanes in line, one after the other, and by offering it to the others.
 *
 * <p>One thread at a time is the dispatcher; its time is a {@link Shift}. When a handler's call
 * exceeds the budget, the {@linkplain #tick watchdog} has another thread take that call off it: the
 * lane becomes its own, with the stuck thread as its first, and the other thread goes on as the
 * dispatcher, with the next lane of the very same message. Nothing of the dispatcher's state is
 * shared: it is in the shift and passes on with it.
 */
public final class Dispatcher implements Watched {
  /** Threads that may be stuck in calls taken off the dispatcher; past it, no lane is in line. */
  static final int MOST_STUCK = 64;

  private static final long KEEP_THREAD_SECONDS = 2;

  /** A handler that is about to return when it is found out does so in that time. */
  private static final long GRACE_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

  /** Ticks without work after which the watchdog looks elsewhere. */
  private static final int IDLE_TICKS = 20;

  private final Ring ring;
  private final Instructions instructions;
  private final Urgency.Share urgency;
  private final Watchdog watchdog;
  private final Crew crew;
  private final long budgetNanos;
  private final ThreadPoolExecutor threads;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicLong undelivered = new AtomicLong();
  private final Roster roster;

  /** An attempt to take a call off is under way; one at a time is enough. */
  private volatile boolean taking;

  /** What the watchdog saw last; its own. */
  private @Nullable Shift seenShift;

  private long seenWord;
  private long seenSince;
  private int idleTicks;

  /** Not yet at work; see {@link #start}. */
  public Dispatcher(
      String instance,
      Ring ring,
      Instructions instructions,
      Urgency.Share urgency,
      Watchdog watchdog,
      Crew crew,
      Duration budget) {
    this.ring = ring;
    this.roster = new Roster(ring);
    this.instructions = instructions;
    this.urgency = urgency;
    this.watchdog = watchdog;
    this.crew = crew;
    this.budgetNanos = TimeUnit.NANOSECONDS.convert(budget);
    this.threads =
        new ThreadPoolExecutor(
            0,
            MOST_STUCK + 2, // the dispatcher, and one that takes a call off it
            KEEP_THREAD_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            HandlerThread.named("gater-" + instance + "-dispatcher"));
  }

  /** Begins. Called once. */
  public void start() {
    threads.execute(() -> {
      Shift first = new Shift(Thread.currentThread(), 0);
      roster.begin(first);
      serve(first);
    });
    watchdog.watch(this);
  }

  /** One thread's shift, and what is left to it after that. */
  private void serve(Shift mine) {
    HandlerThread.calls(mine);
    try {
      if (work(mine)) {
        ended.countDown();
        return;
      }
      returned(mine);
    } catch (RuntimeException | Error fault) { // must not be: nobody would dispatch any more
      instructions.fault(fault);
      throw fault;
    } finally {
      HandlerThread.calls(null);
    }
  }

  /** The call that was taken off has returned: its lane is this thread's for a turn. */
  private void returned(Shift over) {
    Lane lane = roster.takenOff(over);
    try {
      fail(over, Objects.requireNonNull(over.message), lane, over.thrown);
      boolean _ = Thread.interrupted();
      lane.goOn();
    } finally {
      roster.free(); // only now is the thread free again
    }
  }

  private void fail(Shift shift, StoredMessage message, Lane lane, @Nullable Throwable thrown) {
    if (Lane.NOT_CALLED.equals(thrown)) {
      refused(shift, List.of(lane));
    } else if (thrown != null) {
      lane.failedInLine(message, thrown);
    }
  }

  /**
   * Dispatches until there will be no more, or the shift is over.
   *
   * @return false if it is over because a call was taken off
   */
  private boolean work(Shift mine) {
    StoredMessage begun = mine.message;
    mine.message = null;
    if (begun != null && !deliver(mine, begun)) {
      return false;
    }
    Lookout lookout = new Lookout();
    while (true) {
      while (mine.position < mine.claimed) {
        if (!instructions.next(mine.position)) {
          return end(mine);
        }
        StoredMessage message = ring.get(mine.position);
        Destination destination = Destination.of(message);
        Route route = destination.route();
        if (route == null) {
          route = instructions.resolve(destination);
          if (instructions.isStopped()) { // those whom it was for may have been ended meanwhile
            return end(mine);
          }
        }
        ring.pass(mine.position + 1);
        mine.begin(route);
        if (!deliver(mine, message)) {
          return false;
        }
      }
      int filled = lookout.look(ring, mine.position);
      if (filled > 0) {
        mine.busy();
        urgency.giveWay();
        instructions.claim(mine.position, filled);
        mine.claimed = mine.position + filled;
      } else {
        ring.advance(mine.position);
        mine.idle();
        urgency.lower();
        if (!lookout.finds(ring, mine.position)) {
          if (ring.isExhausted(mine.position)) {
            return end(mine);
          }
          sleep(mine);
        }
      }
    }
  }

  /** Ends the dispatching: what has not been dispatched counts as waiting, for good. */
  private boolean end(Shift mine) {
    ring.advance(mine.position);
    instructions.rest(mine.position);
    mine.idle();
    return true;
  }

  private void sleep(Shift mine) {
    instructions.rest(mine.position);
    mine.sleep();
    ring.await(mine.position, instructions::isStopped);
    mine.idle();
    watchdog.watch(this);
  }

  /**
   * Gives the message of the shift to all that are left of its route.
   *
   * @return false if the shift is over
   */
  private boolean deliver(Shift mine, StoredMessage message) {
    Route route = mine.route();
    Lane[] lanes = route.lanes();
    boolean special = message.isTimed() || message.hasSender() || message.ofGater();
    boolean mayCall = roster.stuckLately() < MOST_STUCK;
    for (int step = mine.next; step < lanes.length; step++) {
      Lane lane = lanes[step];
      if (special && message.isFrom(lane)) {
        continue;
      }
      boolean call = mayCall && lane.isInLine();
      if (!call) {
        if (!mine.leave()) {
          return false;
        }
        instructions.settle();
        if (lane.holdsPublishers()) {
          ring.advance(mine.position); // it may take long, and the others' room is to be exact
        }
        switch (lane.offer(message, mayCall)) {
          case CALL -> call = true;
          case REFUSED -> refused(mine, List.of(lane));
          case TAKEN -> {}
        }
      }
      if (call
          && !(special
              ? callSpecially(mine, message, step, lane)
              : call(mine, message, step, lane))) {
        return false;
      }
    }
    return mine.leave() && (route.groups().isEmpty() || deliverToGroups(mine, message, mayCall));
  }

  private boolean call(Shift mine, StoredMessage message, int step, Lane lane) {
    if (!mine.enter(step)) {
      return false;
    }
    Throwable thrown = lane.call(message);
    return (thrown == null && !mine.thread().isInterrupted())
        || settle(mine, message, lane, thrown);
  }

  /** Calls with what only few messages need: a look at the clock, a note that it is Gater's own. */
  private boolean callSpecially(Shift mine, StoredMessage message, int step, Lane lane) {
    if (!mine.leave()) {
      return false;
    }
    if (message.ofGater()) {
      lane.noteOfGater();
    }
    if (!message.isTimed()) {
      return call(mine, message, step, lane);
    }
    long start = System.nanoTime();
    if (!mine.enter(step)) {
      return false;
    }
    Throwable thrown = lane.call(message);
    long end = System.nanoTime();
    if (!settle(mine, message, lane, thrown)) {
      return false;
    }
    lane.timed(message, start, end);
    return true;
  }

  /** Does what an unusual end of a call asks for, outside of it. */
  private boolean settle(Shift mine, StoredMessage message, Lane lane, @Nullable Throwable thrown) {
    mine.thrown = thrown;
    if (!mine.leave()) {
      return false;
    }
    boolean _ = Thread.interrupted(); // a handler that interrupts itself, and nobody after it
    fail(mine, message, lane, thrown);
    mine.thrown = null;
    return true;
  }

  /** The shift is announced as outside. */
  private boolean deliverToGroups(Shift mine, StoredMessage message, boolean mayCall) {
    Route route = mine.route();
    int lanes = route.lanes().length;
    instructions.settle();
    for (int g = Math.max(0, mine.next - lanes); g < route.groups().size(); g++) {
      Route.Members members = route.groups().get(g);
      List<Lane> left = members.candidates(message);
      Offer answer = Offer.REFUSED;
      while (answer == Offer.REFUSED && !left.isEmpty()) {
        Lane member = members.choose(message, left);
        answer = mayCall && member.isInLine() ? Offer.CALL : member.offer(message, mayCall);
        if (answer == Offer.CALL) {
          switch (callMember(mine, message, lanes + g, member)) {
            case OVER -> {
              return false;
            }
            case NOT_CALLED -> answer = Offer.REFUSED;
            case CALLED -> {}
          }
        }
        left = left.stream().filter(lane -> lane != member).toList();
      }
      if (answer == Offer.REFUSED) {
        refused(mine, members.lanes());
      }
    }
    return true;
  }

  private enum Called {
    CALLED,
    /** It had ended before, so that another member is to have the message. */
    NOT_CALLED,
    /** The shift is over. */
    OVER
  }

  private Called callMember(Shift mine, StoredMessage message, int step, Lane member) {
    if (message.ofGater()) {
      member.noteOfGater();
    }
    long start = message.isTimed() ? System.nanoTime() : 0;
    // Who finds the member ended must still be the dispatcher, to give the message to another.
    mine.approach(step, member);
    if (member.isEndedInLine()) {
      return mine.leave() ? Called.NOT_CALLED : Called.OVER;
    }
    if (!mine.enter(step)) {
      return Called.OVER;
    }
    Throwable thrown = member.callBegun(message);
    long end = message.isTimed() ? System.nanoTime() : 0;
    if (!settle(mine, message, member, thrown)) {
      return Called.OVER;
    }
    if (message.isTimed()) {
      member.timed(message, start, end);
    }
    return Called.CALLED;
  }

  /** Nobody took it; if the node's end was the reason, it counts as not delivered. */
  private void refused(Shift shift, List<Lane> lanes) {
    if (shift.abandoned != shift.position
        && lanes.stream().anyMatch(lane -> lane.endedBy(EndedBy.NODE))) {
      shift.abandoned = shift.position; // once a message
      undelivered.incrementAndGet();
    }
  }

  /** Has a call that exceeded its budget taken off the dispatcher. */
  @Override
  public boolean tick(long now) {
    Shift current = roster.current();
    if (current == null) {
      return true;
    }
    long word = current.word();
    if (current != seenShift || word != seenWord) {
      seenShift = current;
      seenWord = word;
      seenSince = now;
      idleTicks = 0;
    } else if (Shift.isCall(word)) {
      if (now - seenSince >= budgetNanos && !taking && roster.stuck() < MOST_STUCK) {
        takeOff(current, word, now - seenSince, false);
      }
    } else if (Shift.isAsleep(word)) {
      return ++idleTicks < IDLE_TICKS;
    }
    return true;
  }

  /**
   * Has another thread take the call that the current thread is in off it, if it is the dispatcher:
   * it is about to wait for something that only a dispatcher can bring about.
   *
   * @return whether it may wait
   */
  public boolean stepAside() {
    Shift current = roster.current();
    return current == null
        || current.thread() != Thread.currentThread()
        || takeOff(current, current.word(), 0, true);
  }

  private boolean takeOff(Shift from, long call, long lasted, boolean sure) {
    taking = true;
    try {
      threads.execute(() -> takeOver(from, call, lasted, sure));
      return true;
    } catch (RejectedExecutionException | OutOfMemoryError noMoreThreads) {
      taking = false;
      return false;
    }
  }

  private void takeOver(Shift from, long call, long lasted, boolean sure) {
    Shift mine = null;
    StackTraceElement[] trace = {};
    try {
      trace = from.thread().getStackTrace();
      if (sure || isStuck(from, call, trace)) {
        mine = roster.take(from, call);
      }
    } finally {
      taking = false;
    }
    if (mine != null) {
      ring.advance(mine.position);
      report(from, sure ? HandOff.Cause.WAITING : HandOff.Cause.OVER_BUDGET, lasted, trace);
      serve(mine);
    }
  }

  /**
   * Tells a handler that is stuck from a thread that merely lost its processor. A thread that waits
   * or is in native code is stuck. For one that runs Java code, the stack trace came only once it
   * had a processor: it stopped for that itself. So if it is still in that call a little later, the
   * call takes its time; else it had only been waiting for its turn.
   */
  private static boolean isStuck(Shift from, long call, StackTraceElement[] trace) {
    boolean runs =
        from.thread().getState() == Thread.State.RUNNABLE
            && !(trace.length > 0 && trace[0].isNativeMethod());
    long until = System.nanoTime() + GRACE_NANOS;
    while (runs && from.word() == call && System.nanoTime() < until) {
      Thread.onSpinWait();
    }
    return from.word() == call;
  }

  private void report(Shift from, HandOff.Cause cause, long lasted, StackTraceElement[] trace) {
    StoredMessage message = Objects.requireNonNull(from.message);
    Lane lane = from.taken();
    HandOff handOff =
        new HandOff(
            cause,
            lane.name(),
            message.topic(),
            message.sequence(),
            Instant.now(),
            Duration.ofNanos(lasted),
            from.thread().getName(),
            List.of(trace));
    boolean ofGater = message.ofGater();
    crew.execute(() -> instructions.handedOff(handOff, lane, ofGater));
  }

  /**
   * Whether the dispatcher is in the call of that lane or about to be. Once it is not, and a fence
   * after the lane's end, it never will be again.
   */
  public boolean isCalling(Lane lane) {
    return roster.isCalling(lane);
  }

  /** Waits until the dispatcher is not in the call of that lane, which has ended. */
  public void awaitOutOf(Lane lane, long nanos) {
    roster.awaitOutOf(lane, nanos);
  }

  /** Whether a message is under way. */
  public boolean isDispatching() {
    Shift current = roster.current();
    return current != null && Shift.isBusy(current.word());
  }

  /** Waits until all has been dispatched, once the ring is closed; says whether it has. */
  public boolean awaitEnd(long nanos) {
    boolean interrupted = false;
    long deadline = System.nanoTime() + nanos;
    try {
      while (true) {
        try {
          return ended.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupt) { // see Lane: a drain is not cut short
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Messages that the node's end came before, for one of those they were for at least. */
  public long undelivered() {
    return undelivered.get();
  }

  /** Threads that are stuck in calls which were taken off the dispatcher. */
  public int stuck() {
    return roster.stuck();
  }

  /** Calls that were taken off the dispatcher. */
  public long handOffs() {
    return roster.handOffs();
  }

  /** Interrupts handlers that are still under way. Does not wait. */
  public void stop() {
    threads.shutdownNow();
  }
}
