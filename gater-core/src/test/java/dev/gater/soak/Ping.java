package dev.gater.soak;

import dev.gater.Gater;
import dev.gater.PubSub;
import dev.gater.event.LoggingEvent;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/**
 * One message at a time on an instance that is quiet otherwise, each awaited: where there is always
 * a next message, nobody notices that a dispatcher overslept.
 */
final class Ping {
  static final String INSTANCE = "logging";

  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long MOST_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(300);
  private static final int SPINS = 20_000;

  private final PubSub<LoggingEvent> instance;
  private final AtomicLong heard = new AtomicLong();
  private long said;

  Ping(Gater gater) {
    instance = gater.logging();
    instance.subscribe("*", message -> heard.setRelease(message.sequence()));
  }

  /** Says one and waits until it is heard; false once the instance is closed. */
  boolean say(RandomGenerator random, Faults faults) {
    if (!instance.publish("ping", "ping", null).accepted()) {
      return false;
    }
    said++;
    long start = System.nanoTime();
    for (int i = 0; heard.getAcquire() < said; i++) {
      if (i < SPINS) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(MOST_PAUSE_NANOS);
        if (System.nanoTime() - start > LONGEST_NANOS) {
          faults.add("ping " + said + " was accepted and not heard");
          return false;
        }
      }
    }
    if (random.nextBoolean()) { // the dispatcher is about to fall asleep, or just has
      long until = System.nanoTime() + random.nextLong(MOST_PAUSE_NANOS);
      while (System.nanoTime() < until) {
        Thread.onSpinWait();
      }
    }
    return true;
  }
}
