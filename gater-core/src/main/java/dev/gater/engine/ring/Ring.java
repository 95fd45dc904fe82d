package dev.gater.engine.ring;

import dev.gater.Publication.Reason;
import dev.gater.WhenFull;
import dev.gater.engine.message.StoredMessage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where publishers hand their messages to the one dispatcher of an instance: bounded, first in
 * first out. A message gets its number and its times as it is admitted, so numbers have no holes
 * and the order of the numbers is the order of dispatch.
 *
 * <p>This is a monitor around a circular array; {@code docs/decisions} says what was preferred to
 * it and why it is enough.
 */
public final class Ring {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final Condition work = lock.newCondition();
  private final Condition quiet = lock.newCondition();
  private final @Nullable StoredMessage[] slots;
  private final InstantSource clock;
  private int head;
  private int size;
  private long last;
  private long unkept;
  private long lastMillis;
  private boolean closed;
  private boolean dispatching;

  /** Room for {@code capacity} messages; the first is given the number after {@code last}. */
  public Ring(int capacity, long last, InstantSource clock) {
    this.slots = new StoredMessage[capacity];
    this.last = last;
    this.clock = clock;
  }

  /**
   * Admits a message, waiting for room as {@code whenFull} says.
   *
   * @param mayWait whether waiting can help; if not, a full ring refuses at once
   * @return {@code NONE}, {@code FULL}, {@code CLOSED} or {@code INTERRUPTED}
   */
  public Reason admit(StoredMessage message, WhenFull whenFull, boolean mayWait) {
    lock.lock();
    try {
      if (size == slots.length
          && !closed
          && mayWait
          && whenFull instanceof WhenFull.Wait(var atMost)
          && !awaitRoom(saturatedNanos(atMost))) {
        return Reason.INTERRUPTED;
      }
      if (closed) {
        return Reason.CLOSED;
      }
      if (size == slots.length) {
        return Reason.FULL;
      }
      stamp(message, ++last);
      slots[(head + size++) % slots.length] = message;
      work.signal();
      return Reason.NONE;
    } finally {
      lock.unlock();
    }
  }

  private static long saturatedNanos(Duration duration) {
    return TimeUnit.NANOSECONDS.convert(duration);
  }

  /** Waits until there is room, the ring is closed or the time is up; false if interrupted. */
  private boolean awaitRoom(long nanos) {
    long left = nanos;
    try {
      while (size == slots.length && !closed && left > 0) {
        left = room.awaitNanos(left);
      }
      return true;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Accepts a message that is not for this instance's dispatcher: it gets times and no sequence.
   */
  public Reason pass(StoredMessage message) {
    lock.lock();
    try {
      if (closed) {
        return Reason.CLOSED;
      }
      stamp(message, --unkept);
      return Reason.NONE;
    } finally {
      lock.unlock();
    }
  }

  /** A clock that goes back must not put the log's times out of order. */
  private void stamp(StoredMessage message, long number) {
    lastMillis = Math.max(lastMillis, clock.millis());
    message.accept(number, lastMillis, System.nanoTime());
  }

  /**
   * The next message, in order; waits for one. The dispatcher counts as busy with it until it takes
   * again. Null once the ring is closed and empty.
   */
  public @Nullable StoredMessage take() {
    lock.lock();
    try {
      dispatching = false;
      if (size == 0) {
        quiet.signalAll();
      }
      while (size == 0 && !closed) {
        work.awaitUninterruptibly();
      }
      if (size == 0) {
        return null;
      }
      StoredMessage next = slots[head];
      slots[head] = null;
      head = (head + 1) % slots.length;
      size--;
      dispatching = true;
      room.signal();
      return next;
    } finally {
      lock.unlock();
    }
  }

  /** The number of the last message admitted. */
  public long last() {
    lock.lock();
    try {
      return last;
    } finally {
      lock.unlock();
    }
  }

  /** Messages admitted and not yet routed. */
  public int waiting() {
    lock.lock();
    try {
      return size + (dispatching ? 1 : 0);
    } finally {
      lock.unlock();
    }
  }

  /** Refuses all further messages; those inside are still taken. */
  public void close() {
    lock.lock();
    try {
      closed = true;
      room.signalAll();
      work.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Gives up what is still inside, once closed; says how many messages that was. */
  public int abandon() {
    lock.lock();
    try {
      int abandoned = size;
      Arrays.fill(slots, null);
      size = 0;
      return abandoned;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until all that was admitted has been routed, up to that long; says whether it was. */
  public boolean awaitQuiet(long nanos) {
    long deadline = System.nanoTime() + nanos;
    boolean interrupted = false;
    lock.lock();
    try {
      while ((size > 0 || dispatching) && deadline - System.nanoTime() > 0) {
        try {
          quiet.awaitNanos(deadline - System.nanoTime());
        } catch (InterruptedException interrupt) { // see Lane: a drain is not cut short
          interrupted = true;
        }
      }
      return size == 0 && !dispatching;
    } finally {
      lock.unlock();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
