package dev.gater.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Does something again and again on a thread of its own, until closed. */
final class Ticker implements AutoCloseable {
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * Begins to call {@code task} with so much time in between.
   *
   * @param onFault given what the task throws, which ends it
   */
  Ticker(String name, long millis, Runnable task, Consumer<Throwable> onFault) {
    Thread thread = new Thread(() -> tick(millis, task, onFault), name);
    thread.setDaemon(true);
    thread.start();
  }

  private void tick(long millis, Runnable task, Consumer<Throwable> onFault) {
    try {
      while (!closed.await(millis, TimeUnit.MILLISECONDS)) {
        task.run();
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error fault) {
      onFault.accept(fault);
    }
  }

  /** Begins no further call. One under way is not waited for. */
  @Override
  public void close() {
    closed.countDown();
  }
}
