package dev.gater.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ctrl-C, SIGTERM and the like. */
interface Interrupts {

  /**
   * Calls {@code stop} when the process is told to end while the watch is open. The process then
   * lives on until the watch is closed, but not for long.
   */
  Watch watch(Runnable stop);

  /** A stretch of work that wants to end in good order. */
  interface Watch extends AutoCloseable {
    @Override
    void close();
  }

  /** None ever come. */
  static Interrupts none() {
    return stop -> () -> {};
  }

  /**
   * The process's own, by a shutdown hook: the JVM maps signals to it on every system, and ends
   * with the exit code that belongs to the signal (130 for Ctrl-C, 143 for SIGTERM) when the hook
   * is done.
   */
  static Interrupts ofProcess() {
    return stop -> {
      CountDownLatch done = new CountDownLatch(1);
      Thread hook = new Thread(() -> stopAndWait(stop, done), "gater-interrupt");
      Runtime.getRuntime().addShutdownHook(hook);
      return () -> {
        done.countDown();
        try {
          Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyRunning) {
          // Then it waits for the latch no longer.
        }
      };
    };
  }

  /** Longer than any command takes to end in good order; a second Ctrl-C would not be heard. */
  private static void stopAndWait(Runnable stop, CountDownLatch done) {
    stop.run();
    try {
      if (!done.await(5, TimeUnit.SECONDS)) {
        System.err.println("gater: did not end in time; ended all the same");
      }
    } catch (InterruptedException alone) {
      Thread.currentThread().interrupt();
    }
  }
}
