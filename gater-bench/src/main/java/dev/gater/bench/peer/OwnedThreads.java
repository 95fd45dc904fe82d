package dev.gater.bench.peer;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** Makes the threads of one bus and sees to it that they end with it. */
final class OwnedThreads implements ThreadFactory {
  private static final long MOST_SECONDS = 10;

  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final String name;

  OwnedThreads(String name) {
    this.name = name;
  }

  @Override
  public Thread newThread(Runnable task) {
    Thread thread = Thread.ofPlatform().daemon().name(name + "-" + threads.size()).unstarted(task);
    threads.add(thread);
    return thread;
  }

  void start(Runnable task) {
    newThread(task).start();
  }

  /** Waits for all of them, after whatever makes them end. */
  void join() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
    for (Thread thread : threads) {
      try {
        long left = Math.max(1, (deadline - System.nanoTime()) / 1_000_000);
        thread.join(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while threads end", e);
      }
      if (thread.isAlive()) {
        throw new IllegalStateException(thread.getName() + " did not end");
      }
    }
  }
}
