package dev.gater.cli.certify;

import java.time.Duration;

/** Starting and joining daemon threads. */
final class Threads {
  private Threads() {}

  static Thread start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Waits for its end at most that long; says whether it has ended. */
  static boolean join(Thread thread, long nanos) {
    try {
      return thread.join(Duration.ofNanos(Math.max(nanos, 0)));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return !thread.isAlive();
    }
  }
}
