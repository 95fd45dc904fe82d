package dev.gater.engine.lane;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks after what is at work in one node, once a tick, and sleeps while there is nothing. As it is
 * the one that knows the time while there is work, it ticks the node's clock as well. {@link
 * #start()} and {@link #stop()} are called once each.
 */
public final class Watchdog {
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
  private final Runnable clockTick;
  private final Runnable clockStop;
  private final Thread thread;
  private volatile boolean stopped;

  /**
   * For the node of that name.
   *
   * @param clockTick called at each tick
   * @param clockStop called when there is nothing to look after any more
   */
  public Watchdog(String node, Runnable clockTick, Runnable clockStop) {
    this.clockTick = clockTick;
    this.clockStop = clockStop;
    thread = new Thread(this::watch, "gater-watchdog-" + node);
    thread.setDaemon(true);
  }

  /** Begins. */
  public void start() {
    thread.start();
  }

  /** Ends. Does not wait. */
  public void stop() {
    stopped = true;
    LockSupport.unpark(thread);
  }

  /** Looks after that from now on, until its tick says that it needs no more. */
  public void watch(Watched needing) {
    if (!watched.contains(needing) && watched.add(needing)) {
      LockSupport.unpark(thread);
    }
  }

  private void watch() {
    while (!stopped) {
      if (watched.isEmpty()) {
        clockStop.run();
        LockSupport.park(this);
      } else {
        LockSupport.parkNanos(this, TICK_NANOS);
      }
      clockTick.run();
      long now = System.nanoTime();
      for (Watched next : List.copyOf(watched)) {
        // Removed before looking: who comes to need it meanwhile is added again.
        watched.remove(next);
        try {
          if (next.tick(now)) {
            watched.add(next);
          }
        } catch (RuntimeException | Error refused) { // the system has no more threads to give
          watched.add(next);
        }
      }
    }
    clockStop.run();
  }
}
