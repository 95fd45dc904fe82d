package dev.gater.soak;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds up who passes while it is shut; opened and shut again by the round. */
final class Gate {
  private static final long LONGEST_SECONDS = 10;

  private volatile CountDownLatch latch = new CountDownLatch(1);

  void pass() throws InterruptedException {
    boolean _ = latch.await(LONGEST_SECONDS, TimeUnit.SECONDS);
  }

  /** Lets those who wait pass; who comes later waits again. */
  void openOnce() {
    CountDownLatch open = latch;
    latch = new CountDownLatch(1);
    open.countDown();
  }

  void openForGood() {
    latch.countDown();
  }
}
