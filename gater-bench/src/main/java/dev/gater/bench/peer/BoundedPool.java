package dev.gater.bench.peer;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Two threads behind a bounded queue; who hands a task to a full one waits. */
final class BoundedPool extends ThreadPoolExecutor {
  private final OwnedThreads threads;

  private BoundedPool(OwnedThreads threads) {
    super(
        Contender.THREADS,
        Contender.THREADS,
        0,
        TimeUnit.SECONDS,
        new ArrayBlockingQueue<>(Contender.QUEUE),
        threads,
        BoundedPool::waitForRoom);
    this.threads = threads;
    prestartAllCoreThreads();
  }

  static BoundedPool named(String name) {
    return new BoundedPool(new OwnedThreads(name));
  }

  private static void waitForRoom(Runnable task, ThreadPoolExecutor pool) {
    try {
      pool.getQueue().put(task);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RejectedExecutionException(e);
    }
  }

  void end() {
    shutdown();
    threads.join();
  }
}
