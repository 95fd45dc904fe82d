package dev.gater.bench.workload;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits that end. */
final class Await {
  /** Longer than anything that still works takes. */
  static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(30);

  private static final long STEP_NANOS = 50_000;

  private Await() {}

  /** Waits until it is so, or fails saying what is missing. */
  static void until(BooleanSupplier so, Supplier<String> missing) {
    if (!until(so, MOST_NANOS)) {
      throw new IllegalStateException(missing.get());
    }
  }

  /** Waits until it is so, that long at most; answers whether it is. */
  static boolean until(BooleanSupplier so, long mostNanos) {
    long start = System.nanoTime();
    while (!so.getAsBoolean()) {
      if (System.nanoTime() - start > mostNanos) {
        return false;
      }
      LockSupport.parkNanos(STEP_NANOS);
    }
    return true;
  }

  /** Returns at that reading of {@link System#nanoTime()}. */
  static void moment(long nanoTime) {
    long left;
    while ((left = nanoTime - System.nanoTime()) > 0) {
      LockSupport.parkNanos(left);
    }
  }
}
