package dev.gater.bench.workload;

import dev.gater.bench.peer.Bus;
import dev.gater.bench.peer.Contender;
import dev.gater.bench.peer.Receiver;
import dev.gater.bench.peer.Shape;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * One message at a time: the next one is published when the publisher has seen that the handler had
 * the last one. A latency is from before the publication to that sight.
 */
record Ping() implements Workload {
  private static final int SPINS = 10_000;
  private static final long STRANDED_NANOS = TimeUnit.SECONDS.toNanos(3);

  @Override
  public Figures round(Contender contender, Duration window) {
    Counter seen = new Counter();
    Latency latency = new Latency();
    try (Bus bus = contender.peer().open(Shape.simple(), new Receiver[] {seen})) {
      long now = System.nanoTime();
      long end = now + window.toNanos();
      for (long message = 0; now < end; message++) {
        long before = System.nanoTime();
        if (!bus.publish(0, Values.of(message))) {
          throw new IllegalStateException("publication " + message + " was refused");
        }
        awaitOne(seen, message + 1, before);
        now = System.nanoTime();
        latency.record(now - before);
      }
    }
    if (seen.sum() != Values.sumOf(latency.count())) {
      throw new IllegalStateException("the sum of the subscriber is wrong");
    }
    return latency.figures();
  }

  @SuppressWarnings("ThreadPriorityCheck") // a long wait must not take the handler's processor
  private static void awaitOne(Counter seen, long count, long since) {
    for (int spins = 0; seen.count() < count; spins++) {
      if (spins < SPINS) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
        if (System.nanoTime() - since > STRANDED_NANOS) {
          throw new IllegalStateException("message " + count + " was stranded");
        }
      }
    }
  }
}
