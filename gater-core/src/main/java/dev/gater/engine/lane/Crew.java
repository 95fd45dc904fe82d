package dev.gater.engine.lane;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The threads that serve the lanes of one instance which are not in line: one, as long as handlers
 * return. Where lanes wait and for a tick of the {@link Watchdog} no thread took one up, the
 * threads are stuck in handlers, and more are added, up to a bound; beyond it the stuck lanes
 * share. Platform threads, because virtual ones share carriers across instances, and a busy handler
 * would hold those.
 */
public final class Crew implements Executor, Watched {
  /** Threads of one instance that may be stuck in handlers at the same time. */
  static final int MOST_THREADS = 1024;

  private static final long KEEP_SECONDS = 2;

  private final Watchdog watchdog;
  private final AtomicLong taken = new AtomicLong();
  private final ThreadPoolExecutor threads;
  private long takenAtTick = -1;

  /** For the instance of that name. */
  public Crew(String instance, Watchdog watchdog) {
    this.watchdog = watchdog;
    // Each lane is in the queue once at most, so the number of subscriptions bounds it.
    this.threads =
        new ThreadPoolExecutor(
            1,
            MOST_THREADS,
            KEEP_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            HandlerThread.named("gater-" + instance + "-lane"),
            new ThreadPoolExecutor.DiscardPolicy()) {
          @Override
          protected void beforeExecute(Thread thread, Runnable lane) {
            taken.incrementAndGet();
          }
        };
    threads.allowCoreThreadTimeOut(true);
  }

  /** Has a lane run by the next free thread. Does nothing once {@linkplain #stop() stopped}. */
  @Override
  public void execute(Runnable lane) {
    try {
      threads.execute(lane);
    } catch (OutOfMemoryError noMoreThreads) {
      askForNoMore();
      threads.execute(lane);
    }
    if (!threads.getQueue().isEmpty()) {
      watchdog.watch(this);
    }
  }

  /**
   * Adds threads if lanes wait, every thread is in a handler, and no lane was taken since the last
   * tick. A thread that is free but has no processor yet is no reason: more threads would only make
   * it wait longer.
   */
  @Override
  public boolean tick(long nanos) {
    boolean waiting = !threads.getQueue().isEmpty();
    long now = taken.get();
    int core = threads.getCorePoolSize();
    if (!waiting) {
      // Those that are stuck and one for the rest stay at hand; the others may go.
      threads.setCorePoolSize(Math.min(core, threads.getActiveCount() + 1));
    } else if (now == takenAtTick && threads.getActiveCount() >= threads.getPoolSize()) {
      // By a quarter: many handlers that get stuck at once must not hold the rest up one by one.
      int size = threads.getPoolSize();
      try {
        threads.setCorePoolSize(Math.min(MOST_THREADS, size + 1 + size / 4));
      } catch (OutOfMemoryError noMoreThreads) {
        askForNoMore();
        throw noMoreThreads;
      }
    }
    takenAtTick = waiting ? now : -1;
    return waiting;
  }

  /** From now on the pool queues lanes, where it would have tried to start a thread for them. */
  private void askForNoMore() {
    threads.setCorePoolSize(Math.max(1, threads.getPoolSize()));
  }

  /** Lanes that wait because as many threads as may be are stuck in handlers. */
  public int sharing() {
    return threads.getPoolSize() < MOST_THREADS ? 0 : threads.getQueue().size();
  }

  /** Interrupts handlers that are still under way and starts no more. Does not wait. */
  public void stop() {
    threads.shutdownNow();
  }
}
