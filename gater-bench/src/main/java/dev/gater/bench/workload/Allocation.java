package dev.gater.bench.workload;

import com.sun.management.ThreadMXBean;
import dev.gater.bench.peer.Bus;
import dev.gater.bench.peer.Contender;
import dev.gater.bench.peer.Contender.Kind;
import dev.gater.bench.peer.Shape;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * Bytes allocated, by all threads of the JVM together: once to one subscriber, once to ten. What
 * the nine more cost is nine deliveries; what is left of the first is the publication.
 */
record Allocation() implements Workload {
  private static final int TEN = 10;
  private static final int BLOCK = 256;

  @Override
  public Figures round(Contender contender, Duration window) {
    double toOne = bytes(contender, 1, window);
    double toTen = bytes(contender, TEN, window);
    double delivery = (toTen - toOne) / (TEN - 1);
    return Figures.none()
        .with(Metric.PER_PUBLICATION, toOne - delivery)
        .with(Metric.PER_DELIVERY, delivery);
  }

  private static double bytes(Contender contender, int receivers, Duration window) {
    ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    Counter[] counters = Counter.many(receivers);
    try (Bus bus = contender.peer().open(Shape.simple(), counters)) {
      Pace pace = contender.kind() == Kind.UNBOUNDED ? new Pace(counters, 1) : null;
      Publisher publisher = new Publisher("publisher", bus, 1, BLOCK, false, pace);
      long before = threads.getTotalThreadAllocatedBytes();
      publisher.publishUntil(System.nanoTime() + window.toNanos());
      long published = publisher.join();
      new Expected(new long[] {published}, 1).await(counters, receivers);
      return (double) (threads.getTotalThreadAllocatedBytes() - before) / published;
    }
  }
}
