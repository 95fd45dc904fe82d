package dev.gater.cli.certify;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Cuts a certification short. Safe for use by any number of threads. */
public final class Cut {
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final CountDownLatch made = new CountDownLatch(1);

  /** From now on nothing is worth waiting for. */
  public void make() {
    made.countDown();
  }

  /** Whether it was made. */
  public boolean isMade() {
    return made.getCount() == 0;
  }

  /** Lets that much time pass, or less if the cut is made. An interrupt makes it. */
  void pass(long nanos) {
    try {
      made.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException interrupted) {
      make();
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until {@code done}, the deadline or the cut, whichever comes first. */
  void passUntil(BooleanSupplier done, long deadlineNanos) {
    while (!done.getAsBoolean() && deadlineNanos - System.nanoTime() > 0 && !isMade()) {
      pass(LOOK_NANOS);
    }
  }
}
