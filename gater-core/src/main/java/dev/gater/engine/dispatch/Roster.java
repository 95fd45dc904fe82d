package dev.gater.engine.dispatch;

import dev.gater.engine.lane.Lane;
import dev.gater.engine.ring.Ring;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Who is the dispatcher of an instance: one {@link Shift} after the other. A shift ends when its
 * call is taken off it; the taker's shift goes on where it was. All that the two threads settle
 * between them at that moment is here and in {@link Shift#end}; see {@code docs/concurrency.md}.
 */
final class Roster {
  /** Who waits for a call to end looks again so often. */
  private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

  private final Ring ring;
  private final AtomicInteger stuck = new AtomicInteger();
  private final AtomicLong handOffs = new AtomicLong();
  private volatile @Nullable Shift current;

  /** Of the dispatcher that empties that ring. */
  Roster(Ring ring) {
    this.ring = ring;
  }

  /** Begins with the first shift. */
  void begin(Shift first) {
    current = first;
  }

  /** The shift of the dispatcher; null before the first. Any thread may ask. */
  @Nullable Shift current() {
    return current;
  }

  /**
   * Takes a call off a shift; the current thread goes on after it, and is the dispatcher as soon as
   * this returns.
   *
   * @return its shift, or null if it is too late
   */
  synchronized @Nullable Shift take(Shift from, long call) {
    if (current != from || !from.end(call)) {
      return null;
    }
    from.lane(call).takeOff(from.thread());
    from.message = ring.peek(from.position - 1);
    stuck.incrementAndGet();
    handOffs.incrementAndGet();
    Shift next = new Shift(Thread.currentThread(), from, call);
    current = next;
    return next;
  }

  /**
   * The lane of the call that was taken off a shift, once it has been: the call may return between
   * the moment that settles it and the lane's knowing so, and a lane that learns of its thread when
   * that has left already would wait for it for ever.
   */
  synchronized Lane takenOff(Shift over) {
    return over.taken();
  }

  /** The thread of a call that was taken off is free again. */
  void free() {
    stuck.decrementAndGet();
  }

  /** Threads that are in calls which were taken off. */
  int stuck() {
    return stuck.get();
  }

  /** {@link #stuck()} for the hot path: it may be a moment old. */
  int stuckLately() {
    return stuck.getOpaque();
  }

  /** Calls that were taken off. */
  long handOffs() {
    return handOffs.get();
  }

  /**
   * Whether the dispatcher is in the call of that lane or about to be. Once it is not, and a fence
   * after the lane's end, it never will be again.
   */
  boolean isCalling(Lane lane) {
    Shift shift = current;
    return shift != null && shift.get() == lane;
  }

  /**
   * Waits until the dispatcher is not in the call of that lane, which has ended; not if that is the
   * current thread. Up to that long.
   */
  void awaitOutOf(Lane lane, long nanos) {
    Barrier.fence();
    long deadline = System.nanoTime() + nanos;
    Shift shift = current;
    while (shift != null
        && shift.thread() != Thread.currentThread()
        && shift.get() == lane
        && System.nanoTime() < deadline) {
      LockSupport.parkNanos(this, LOOK_NANOS);
      shift = current;
    }
  }
}
