package dev.gater.engine.dispatch;

import dev.gater.engine.lane.Lane;
import dev.gater.engine.message.StoredMessage;
import dev.gater.engine.route.Route;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One thread's time as the dispatcher of an instance, and what it announces to whoever watches it.
 *
 * <p>All that the watcher needs to know of a call is in one word: which message (by the low bits of
 * its position) and which of its lanes. So nobody can read half of one call and half of the next.
 * The word is announced before each step, and after that the thread looks whether somebody attempts
 * to take the call before that step off it; if he succeeds, the shift is over, and the thread is
 * the lane's. Everything that is not a handler's call is announced as outside one, or a dispatcher
 * that lost its processor while it offers to a lane would be taken for a handler that is stuck.
 *
 * <p>The memory order of announcing and looking is argued in {@code docs/concurrency.md}. The two
 * accesses must not be swapped by the compiler either, which is why the flag is read opaquely.
 */
final class Shift implements Supplier<@Nullable Lane> {
  private static final int STEP_BITS = 25;
  private static final long STEP_MASK = (1L << STEP_BITS) - 1;

  /** The dispatcher has nothing to do and sleeps, or is about to. */
  private static final int ASLEEP = 0;

  /** It looks for work. */
  private static final int IDLE = 1;

  /** It has work and is in no handler. */
  private static final int OUTSIDE = 2;

  /** It is in the call of the first lane of its route; the others follow. */
  private static final int FIRST_CALL = 3;

  /** It is about to call that lane if it has not ended, which nobody takes off it. */
  private static final int ABOUT_TO = 1 << (STEP_BITS - 1);

  private static final VarHandle WORD;
  private static final VarHandle ATTEMPT;
  private static final VarHandle ROUTE;
  private static final VarHandle CHOSEN;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      WORD = lookup.findVarHandle(Shift.class, "word", long.class);
      ATTEMPT = lookup.findVarHandle(Shift.class, "attempt", Attempt.class);
      ROUTE = lookup.findVarHandle(Shift.class, "route", Route.class);
      CHOSEN = lookup.findVarHandle(Shift.class, "chosen", Lane.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  private final Thread thread;
  private long word = IDLE;
  private @Nullable Attempt attempt;
  private Route route;

  /** The member of a group that the dispatcher is about to call or is in the call of. */
  @SuppressWarnings("unused") // through CHOSEN
  private @Nullable Lane chosen;

  /**
   * The message after the one under way, and the end of those claimed: read and written by the
   * shift's thread, and by its successor once it is over.
   */
  long position;

  long claimed;
  int next;
  private long base;

  /** The last message that counted as not delivered to all, by the position after it. */
  long abandoned;

  /** The message whose call was taken off this shift, or that a new shift begins with. */
  @Nullable StoredMessage message;

  /** What the last call threw that is not settled yet. */
  @Nullable Throwable thrown;

  /** The first of an instance. */
  Shift(Thread thread, long position) {
    this.thread = thread;
    this.position = position;
    this.claimed = position;
    this.route = Route.NOWHERE;
  }

  /** Goes on where another was when a call was taken off it: with the step after that call. */
  Shift(Thread thread, Shift before, long taken) {
    this.thread = thread;
    this.position = before.position;
    this.claimed = before.claimed;
    this.abandoned = before.abandoned;
    this.message = before.message;
    this.route = before.route;
    this.base = before.base;
    this.next = (int) (taken & STEP_MASK) - FIRST_CALL + 1;
    this.word = base | OUTSIDE;
  }

  /** The thread whose shift this is. */
  Thread thread() {
    return thread;
  }

  /** Begins the message at the position. The shift must be announced as outside. */
  @SuppressWarnings("ReferenceEquality") // a store of the same would cost the collector's barrier
  void begin(Route to) {
    base = position++ << STEP_BITS;
    next = 0;
    if (to != route) {
      ROUTE.setRelease(this, to); // not before the announcement that the message before is done
    }
  }

  /** The route of the message. */
  Route route() {
    return route;
  }

  /**
   * Announces the call of that lane of the route.
   *
   * @return false if the call before was taken off and the shift is over
   */
  boolean enter(int step) {
    return announce(base | (FIRST_CALL + step));
  }

  /**
   * Announces that a member of a group is about to be called if it has not ended; {@link
   * #enter(int)} follows then. The shift must be announced as outside.
   */
  void approach(int step, Lane member) {
    CHOSEN.setRelease(this, member);
    tell(base | ABOUT_TO | (FIRST_CALL + step));
  }

  /**
   * Announces that it is in no handler.
   *
   * @return false if the call before was taken off and the shift is over
   */
  boolean leave() {
    return announce(base | OUTSIDE);
  }

  private boolean announce(long now) {
    tell(now);
    Attempt current = (Attempt) ATTEMPT.getOpaque(this);
    // A thread that loses its processor right here may have the call that it just announced taken
    // off it. It has to make that call all the same, and finds out at its next announcement.
    return current == null || current.call() == now || current.keep();
  }

  private void tell(long now) {
    WORD.setRelease(this, now);
    if (!Barrier.ASYMMETRIC) {
      VarHandle.fullFence(); // a volatile store need not come before a load that is merely opaque
    }
  }

  /** Announces that the thread is about to sleep. */
  void sleep() {
    WORD.setVolatile(this, base | ASLEEP);
  }

  /** Announces that it looks for work. The shift must be announced as outside, or asleep. */
  void idle() {
    WORD.setRelease(this, base | IDLE);
  }

  /** Announces that it has found work. */
  void busy() {
    WORD.setRelease(this, base | OUTSIDE);
  }

  /** What is announced. */
  long word() {
    return (long) WORD.getVolatile(this);
  }

  /** Whether a word tells of a handler's call. */
  static boolean isCall(long word) {
    return (word & STEP_MASK) >= FIRST_CALL && (word & ABOUT_TO) == 0;
  }

  /** Whether a word tells of a dispatcher that sleeps. */
  static boolean isAsleep(long word) {
    return (word & STEP_MASK) == ASLEEP;
  }

  /** Whether a word tells of a dispatcher that has work. */
  static boolean isBusy(long word) {
    return (word & STEP_MASK) >= OUTSIDE;
  }

  /** The lane whose call is under way or about to be; null for none. Any thread may ask. */
  @Override
  public @Nullable Lane get() {
    while (true) {
      long seen = word();
      if ((seen & STEP_MASK) < FIRST_CALL) {
        return null;
      }
      Lane lane = laneOf(seen);
      VarHandle.acquireFence();
      if (word() == seen) {
        return lane;
      }
    }
  }

  /** The lane that a word speaks of, as long as it is the shift's word. */
  private @Nullable Lane laneOf(long call) {
    Lane[] lanes = ((Route) ROUTE.getAcquire(this)).lanes();
    int step = (int) (call & STEP_MASK & ~ABOUT_TO) - FIRST_CALL;
    return step < lanes.length ? lanes[step] : (Lane) CHOSEN.getAcquire(this);
  }

  /** The lane of a call that is under way for sure. */
  Lane lane(long call) {
    return Objects.requireNonNull(laneOf(call));
  }

  /** The lane of the call that was taken off this shift. */
  Lane taken() {
    return lane(Objects.requireNonNull(attempt).call());
  }

  /**
   * Attempts to take that call off this shift, which ends it. One thread at a time attempts.
   *
   * @return whether the shift is over: the call is its thread's alone, and all that follows the
   *     caller's. False if it goes on, because its thread was not in that call any more.
   */
  boolean end(long call) {
    if (word() != call) {
      return false;
    }
    Attempt attempt = attempt(call);
    Barrier.fence();
    if (word() != call || !attempt.take()) {
      giveUp();
      return false;
    }
    return true;
  }

  /** Raises the flag: somebody attempts to take that call, which is under way, off this shift. */
  Attempt attempt(long call) {
    Attempt begun = new Attempt(call);
    ATTEMPT.setVolatile(this, begun);
    return begun;
  }

  /** Lowers the flag again. */
  private void giveUp() {
    ATTEMPT.setVolatile(this, (Attempt) null);
  }
}
