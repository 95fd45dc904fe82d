package dev.gater.engine.durable;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Looks, while there is something to look after, some fifty times a second whether something of a
 * node's durables is due, and has it done by their instances' threads. Polling, because the clock
 * is one that may be set, or moved by a test. It has no thread before the first durable needs it.
 */
public final class Timekeeper {
  private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final String node;
  private final Set<Durables> watched = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Thread thread;
  private volatile boolean stopped;

  /** For the node of that name. */
  public Timekeeper(String node) {
    this.node = node;
  }

  /** Looks after these from now on, until they need it no more. */
  public void watch(Durables needing) {
    if (!watched.contains(needing) && watched.add(needing)) {
      LockSupport.unpark(started());
    }
  }

  private Thread started() {
    Thread running = thread;
    return running == null ? start() : running;
  }

  private synchronized Thread start() {
    Thread running = thread;
    if (running == null) {
      running = new Thread(this::keepTime, "gater-durables-" + node);
      running.setDaemon(true);
      thread = running;
      running.start();
    }
    return running;
  }

  private void keepTime() {
    while (!stopped) {
      if (watched.isEmpty()) {
        LockSupport.park(this);
      } else {
        LockSupport.parkNanos(this, PERIOD_NANOS);
      }
      for (Durables next : List.copyOf(watched)) {
        watched.remove(next); // before looking: who comes to need it meanwhile is added again
        try {
          if (next.tick()) {
            watched.add(next);
          }
        } catch (RuntimeException | Error refused) { // the system has no more threads to give
          watched.add(next);
        }
      }
    }
  }

  /** Ends. Does not wait. */
  public void stop() {
    stopped = true;
    LockSupport.unpark(thread);
  }
}
