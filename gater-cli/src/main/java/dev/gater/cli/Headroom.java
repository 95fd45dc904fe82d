package dev.gater.cli;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Bounds what has been read and not yet printed, in bytes: the rings and queues of a node are
 * bounded in messages, and messages of a megabyte each would fill the memory long before those.
 *
 * <p>It counts the bytes read. Each time half the bound is full, it waits until all subscriptions
 * have printed what was there at the end of the half before. So reading and printing overlap, and
 * no message has to be followed on its way. It presumes that nothing is dropped.
 *
 * <p>Called by the one thread that publishes.
 */
final class Headroom {
  private static final long HALF = 2 << 20;

  private static final long SHORTEST_NANOS = 20_000;
  private static final long LONGEST_NANOS = 5_000_000;

  private final List<Printer> printers;
  private final BooleanSupplier stopping;
  private final long[] matched;
  private long[] marks;
  private long taken;

  /** For these subscriptions; a wait ends early when {@code stopping} says so. */
  Headroom(List<Printer> printers, BooleanSupplier stopping) {
    this.printers = printers;
    this.stopping = stopping;
    this.matched = new long[printers.size()];
    this.marks = new long[printers.size()];
  }

  /**
   * Notes that the subscription of that index is owed the message with that sequence, later than
   * all before.
   */
  void owes(int printer, long sequence) {
    matched[printer] = sequence;
  }

  /** Takes so many bytes, waiting where there is no room. */
  void take(int bytes) {
    taken += bytes;
    if (taken >= HALF) {
      awaitMarks();
      marks = Arrays.copyOf(matched, matched.length);
      taken = 0;
    }
  }

  private void awaitMarks() {
    long nanos = SHORTEST_NANOS;
    for (int i = 0; i < marks.length; i++) {
      while (printers.get(i).printed() < marks[i] && !stopping.getAsBoolean()) {
        LockSupport.parkNanos(this, nanos);
        nanos = Math.min(LONGEST_NANOS, 2 * nanos);
      }
    }
  }
}
