package dev.gater.engine.lane;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks after the crews of one node in which lanes wait for a thread: once a tick, and not at all
 * while there are none. {@link #start()} and {@link #stop()} are called once each.
 */
public final class Watchdog {
  /** How long a crew may make no progress before it gets another thread. */
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Set<Crew> watched = ConcurrentHashMap.newKeySet();
  private final Thread thread;
  private volatile boolean stopped;

  /** For the node of that name. */
  public Watchdog(String node) {
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

  void watch(Crew crew) {
    if (!watched.contains(crew) && watched.add(crew)) {
      LockSupport.unpark(thread);
    }
  }

  private void watch() {
    while (!stopped) {
      if (watched.isEmpty()) {
        LockSupport.park(this);
      } else {
        LockSupport.parkNanos(this, TICK_NANOS);
      }
      for (Crew crew : List.copyOf(watched)) {
        // Removed before looking: a lane that comes to wait meanwhile adds the crew again.
        watched.remove(crew);
        try {
          if (crew.tick()) {
            watched.add(crew);
          }
        } catch (RuntimeException | Error refused) { // the system has no more threads to give
          watched.add(crew);
        }
      }
    }
  }
}
