package dev.gater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds up whoever passes until it is opened; then it stays open. */
final class Gate {
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch open = new CountDownLatch(1);

  /** Waits for the gate to open, at most so long that a forgotten gate fails its test. */
  void pass() throws InterruptedException {
    reached.countDown();
    assertThat(open.await(Waits.LONGEST_SECONDS, TimeUnit.SECONDS)).as("gate opened").isTrue();
  }

  /** As {@link #pass}, for a handler that cannot be talked out of it. */
  void passUninterruptibly() {
    reached.countDown();
    while (open.getCount() > 0) {
      try {
        pass();
      } catch (InterruptedException deaf) {
        continue;
      }
    }
  }

  /** Waits until somebody stands before the gate. */
  void awaitSomebody() {
    Waits.until("somebody at the gate", () -> reached.getCount() == 0);
  }

  void open() {
    open.countDown();
  }
}
