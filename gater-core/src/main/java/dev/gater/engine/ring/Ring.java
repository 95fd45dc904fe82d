package dev.gater.engine.ring;

import dev.gater.Publication.Reason;
import dev.gater.engine.message.StoredMessage;
import dev.gater.spi.MessageLog;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where publishers hand their messages to the one dispatcher of an instance: bounded, first in
 * first out, without a lock. A message gets its number by the same compare-and-set that admits it,
 * so numbers have no holes and their order is the order of dispatch.
 *
 * <p>A publisher claims the next position ({@code tail}), fills its slot, and releases it by
 * writing the message there. The dispatcher moves {@code head} past what it dispatches, which gives
 * publishers room; the slots it leaves filled for a while, until the log has taken them, many at a
 * time: they are the block that is copied there. Closing sets the sign of {@code tail}, so a claim
 * and the close have one order. The idea of slots that are empty while null is JCTools' {@code
 * MpscArrayQueue}; why this is not that class is in {@code docs/decisions}.
 *
 * <p><b>Chunks.</b> The slots are in arrays of {@link #CHUNK}, and one that is done with is
 * replaced by a new one rather than used again. A collector in generations makes each reference
 * stored in an old object cost far more than one stored in a young one: the barrier of G1 waits
 * until all that the publisher wrote before is out of its processor, the new message included.
 * There are chunks for {@link #MOST_LEFT} more positions than there is room, and for one chunk that
 * is done with in part, so a publisher that has room finds a chunk.
 *
 * <p><b>Sleeping.</b> A dispatcher that finds nothing writes itself into {@code sleeper}, then
 * looks at {@code tail} once more, and parks. A publisher moves {@code tail}, then looks at {@code
 * sleeper}. All four are volatile accesses, so one of the two sees the other.
 */
public final class Ring {
  /** Messages that the dispatcher claims at once, at most. */
  public static final int MOST_CLAIMED = 64;

  /** Positions that may be dispatched, or claimed for it, and not yet {@linkplain #clear clear}. */
  public static final int MOST_LEFT = 256;

  private static final VarHandle LONG = MethodHandles.arrayElementVarHandle(long[].class);
  private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(StoredMessage[].class);
  private static final VarHandle SLEEPER;

  static {
    try {
      SLEEPER = MethodHandles.lookup().findVarHandle(Ring.class, "sleeper", Thread.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  /** The counters stand in one array, two cache lines apart from each other and from its ends. */
  private static final int TAIL = 16;

  private static final int LIMIT = 32;
  private static final int HEAD = 48;
  private static final int COUNTERS = 64;

  private static final int CHUNK_BITS = 9;

  /** Slots of a chunk. */
  private static final int CHUNK = 1 << CHUNK_BITS;

  private static final int SLOT_MASK = CHUNK - 1;

  private static final long CLOSED = Long.MIN_VALUE;

  /** All of the first messages are timed, then one in {@code TIMED} while there are many. */
  private static final long ALL_TIMED = 1024;

  private static final long TIMED = 64;

  /** So often at least room is given while the ring is dispatched from end to end. */
  private static final int STEPS = 16;

  private static final int SPINS = 64;
  private static final int YIELDS = 16;

  /** A publisher that waits looks for room so often, whether or not it is told. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** How long the dispatcher lets a publisher that has yet to fill its slot have the processor. */
  private static final long FILL_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

  private final long[] counters = new long[COUNTERS];

  /** By the number of the chunk; an entry changes before the room in it is given. */
  private final @Nullable StoredMessage[][] chunks;

  private final int chunkMask;
  private final int capacity;

  /** Room is given in steps of so many positions, less one: each step is a line taken away. */
  private final int stepMask;

  private final long base;
  private final CoarseClock clock;
  private final Runnable waking;
  private final AtomicLong unkept = new AtomicLong();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final AtomicInteger waiters = new AtomicInteger();
  private volatile @Nullable Thread sleeper;

  /**
   * Room for {@code capacity} messages; the first is given the number after {@code last}.
   *
   * @param waking called before a sleeping dispatcher is woken
   */
  public Ring(int capacity, long last, CoarseClock clock, Runnable waking) {
    int least = Math.ceilDiv(capacity + MOST_LEFT, CHUNK) + 1;
    int count = Integer.highestOneBit(2 * least - 1);
    this.chunks = new StoredMessage[count][CHUNK];
    this.chunkMask = count - 1;
    this.capacity = capacity;
    this.stepMask = Integer.highestOneBit(Math.clamp(capacity / STEPS, 1, MOST_CLAIMED)) - 1;
    this.base = last + 1;
    this.clock = clock;
    this.waking = waking;
    LONG.setVolatile(counters, LIMIT, (long) capacity);
  }

  /**
   * Admits a message, or says that there is no room.
   *
   * @return {@code NONE}, {@code FULL} or {@code CLOSED}
   */
  public Reason admit(StoredMessage message) {
    long limit = (long) LONG.getAcquire(counters, LIMIT);
    long position;
    do {
      position = (long) LONG.getVolatile(counters, TAIL);
      if (position >= limit) {
        limit = (long) LONG.getAcquire(counters, HEAD) + capacity;
        if (position >= limit) {
          return Reason.FULL;
        }
        LONG.setRelease(counters, LIMIT, limit);
      }
      if (position < 0) {
        return Reason.CLOSED;
      }
    } while (!LONG.compareAndSet(counters, TAIL, position, position + 1));
    stamp(message, base + position);
    SLOT.setRelease(chunk(position), (int) position & SLOT_MASK, message);
    if (sleeper != null) {
      wake();
    }
    return Reason.NONE;
  }

  private void stamp(StoredMessage message, long number) {
    long millis = clock.ticked();
    boolean rested = millis == 0;
    boolean timed = rested || (number & (TIMED - 1)) == 0 || number <= ALL_TIMED;
    message.accept(number, rested ? clock.read() : millis, timed ? System.nanoTime() : 0);
  }

  private void wake() {
    Thread asleep = sleeper;
    if (asleep != null && SLEEPER.compareAndSet(this, asleep, null)) {
      waking.run();
      LockSupport.unpark(asleep);
    }
  }

  /**
   * Admits a message, waiting for room up to that long.
   *
   * @return {@code NONE}, {@code FULL}, {@code CLOSED} or {@code INTERRUPTED}
   */
  @SuppressWarnings("ThreadPriorityCheck") // yields for speed; that it gets on rests on the lock
  public Reason admit(StoredMessage message, long atMostNanos) {
    long deadline = System.nanoTime() + atMostNanos;
    for (int tries = 0; tries < SPINS + YIELDS; tries++) {
      if (tries < SPINS) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
      Reason reason = admit(message);
      if (reason != Reason.FULL) {
        return reason;
      }
    }
    lock.lock();
    try {
      waiters.incrementAndGet();
      while (true) {
        Reason reason = admit(message);
        long left = deadline - System.nanoTime();
        if (reason != Reason.FULL || left <= 0) {
          return reason;
        }
        long _ = room.awaitNanos(Math.min(left, LOOK_NANOS));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Reason.INTERRUPTED;
    } finally {
      waiters.decrementAndGet();
      lock.unlock();
    }
  }

  /**
   * Accepts a message that is not for this instance's dispatcher: it gets times and no sequence.
   */
  public Reason pass(StoredMessage message) {
    if (isClosed()) {
      return Reason.CLOSED;
    }
    message.accept(-unkept.incrementAndGet(), clock.read(), 0);
    return Reason.NONE;
  }

  private @Nullable StoredMessage[] chunk(long position) {
    return chunks[(int) (position >>> CHUNK_BITS) & chunkMask];
  }

  /** The message at a position, if it has been filled; for the dispatcher. */
  public @Nullable StoredMessage peek(long position) {
    return (StoredMessage) SLOT.getAcquire(chunk(position), (int) position & SLOT_MASK);
  }

  /** The message at a position that has been claimed; for the dispatcher. */
  public StoredMessage get(long position) {
    return Objects.requireNonNull(chunk(position)[(int) position & SLOT_MASK]);
  }

  /** How many messages there are from a position on, {@link #MOST_CLAIMED} at most. */
  public int filled(long position) {
    int count = 0;
    while (count < MOST_CLAIMED && peek(position + count) != null) {
      count++;
    }
    return count;
  }

  /** The number of the message at a position. */
  public long number(long position) {
    return base + position;
  }

  /** Says that the dispatcher goes on with the message at that position, or waits for it. */
  public void pass(long position) {
    if ((position & stepMask) == 0) {
      advance(position);
    }
  }

  /** {@link #pass} whether or not a step is complete. */
  public void advance(long position) {
    LONG.setRelease(counters, HEAD, position);
    if (waiters.get() > 0 && (tail() - position) <= capacity / 2) { // now it is worth their while
      lock.lock();
      try {
        room.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Has a log keep the messages from one position up to another, which have been claimed. */
  @SuppressWarnings("NullAway") // all that have been claimed are filled
  public void copy(long from, long to, MessageLog log) {
    for (long at = from, next; at < to; at = next) {
      next = Math.min(to, (at | SLOT_MASK) + 1);
      log.append(chunk(at), (int) at & SLOT_MASK, (int) (next - at));
    }
  }

  /** Empties the slots from one position up to another; for the dispatcher. */
  public void clear(long from, long to) {
    for (long at = from, next; at < to; at = next) {
      next = Math.min(to, (at | SLOT_MASK) + 1);
      int start = (int) at & SLOT_MASK;
      Arrays.fill(chunk(at), start, start + (int) (next - at), null);
      if ((next & SLOT_MASK) == 0) {
        chunks[(int) (at >>> CHUNK_BITS) & chunkMask] = new StoredMessage[CHUNK];
      }
    }
  }

  /**
   * Waits until the position has been filled, or the ring is closed and nothing is left; for the
   * dispatcher, which has looked for a while already. May return early.
   *
   * @param stopped whether to give up
   */
  public void await(long position, BooleanSupplier stopped) {
    sleeper = Thread.currentThread();
    if (tail() != position) { // claimed and not yet filled: its publisher is about to
      sleeper = null;
      LockSupport.parkNanos(this, FILL_NANOS);
    } else if (!isClosed() && !stopped.getAsBoolean()) {
      LockSupport.park(this);
      sleeper = null;
    } else {
      sleeper = null;
    }
    boolean _ = Thread.interrupted(); // nobody ends a dispatcher by an interrupt
  }

  /** Whether the ring is closed and the dispatcher, at that position, has taken everything. */
  public boolean isExhausted(long position) {
    return isClosed() && tail() == position;
  }

  private boolean isClosed() {
    return (long) LONG.getVolatile(counters, TAIL) < 0;
  }

  private long tail() {
    return (long) LONG.getVolatile(counters, TAIL) & ~CLOSED;
  }

  /** The number of the last message admitted. */
  public long last() {
    return base + tail() - 1;
  }

  /** Messages admitted and not yet taken by the dispatcher. */
  public int waiting() {
    long head = (long) LONG.getVolatile(counters, HEAD);
    return (int) Math.max(0, tail() - head);
  }

  /** Messages admitted, and those that passed by. */
  public long accepted() {
    return tail() + unkept.get();
  }

  /** Refuses all further messages; those inside are still taken. */
  public void close() {
    LONG.getAndBitwiseOr(counters, TAIL, CLOSED);
    wakeAll();
  }

  /** Gives up what is still inside, once the dispatcher has ended; says how many messages it is. */
  public int abandon() {
    int abandoned = waiting();
    for (@Nullable StoredMessage[] chunk : chunks) {
      Arrays.fill(chunk, null);
    }
    LONG.setVolatile(counters, HEAD, tail());
    return abandoned;
  }

  /** Has publishers and the dispatcher look again. */
  public void wakeAll() {
    lock.lock();
    try {
      room.signalAll();
    } finally {
      lock.unlock();
    }
    wake();
  }
}
