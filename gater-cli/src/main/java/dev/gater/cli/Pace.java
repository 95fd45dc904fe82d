package dev.gater.cli;

import java.util.concurrent.locks.LockSupport;

/**
 * Lets so many a second pass, evenly: each has its moment in a schedule, so that small delays do
 * not add up. After a longer delay (a slow reader of stdout) the schedule begins anew instead of
 * making up for it in a burst. Not safe for use by several threads.
 */
final class Pace {
  /** The highest rate. */
  static final int MOST = 10_000_000;

  private static final double NANOS = 1e9;

  /** What a busy machine may delay a thread without anybody having to know. */
  private static final long SLACK_NANOS = 10_000_000;

  private final int perSecond;
  private long begun;
  private long passed;

  /** For a rate of 1 to {@link #MOST}. */
  Pace(int perSecond) {
    this.perSecond = perSecond;
    this.begun = System.nanoTime();
  }

  /** Waits for the next moment, or until interrupted, which stays so. */
  void await() {
    long due = begun + (long) (passed++ * NANOS / perSecond);
    long now = System.nanoTime();
    if (now - due > SLACK_NANOS) {
      begun = now;
      passed = 1;
      return;
    }
    while (due - now > 0 && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(this, due - now);
      now = System.nanoTime();
    }
  }
}
