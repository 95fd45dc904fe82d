package dev.gater.bench.workload;

import dev.gater.bench.peer.Bus;
import dev.gater.bench.peer.Contender;
import dev.gater.bench.peer.Contender.Kind;
import dev.gater.bench.peer.Shape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Throughput: publishers publish for the time of the window, then all deliveries are awaited. The
 * clock runs from the first publication to the last delivery.
 *
 * @param publishers threads that publish
 * @param receivers subscribers, all of one topic where there is one, else one a topic
 * @param topics published to in turn
 */
record FanOut(int publishers, int receivers, int topics) implements Workload {
  private static final int BLOCK = 256;

  @Override
  public Figures round(Contender contender, Duration window) {
    Counter[] counters = Counter.many(receivers);
    Shape shape = new Shape(publishers, topics, false);
    long nanos;
    long[] published = new long[publishers];
    try (Bus bus = contender.peer().open(shape, counters)) {
      List<Publisher> threads = new ArrayList<>();
      Pace pace = contender.kind() == Kind.UNBOUNDED ? new Pace(counters, topics) : null;
      for (int i = 0; i < publishers; i++) {
        threads.add(new Publisher("publisher-" + i, bus, topics, BLOCK, false, pace));
      }
      long start = System.nanoTime();
      threads.forEach(thread -> thread.publishUntil(start + window.toNanos()));
      for (int i = 0; i < publishers; i++) {
        published[i] = threads.get(i).join();
      }
      Expected expected = new Expected(published, topics);
      expected.await(counters, receivers);
      nanos = System.nanoTime() - start;
    }
    Expected expected = new Expected(published, topics);
    long lost = expected.check(counters, receivers);
    long delivered = expected.deliveries(receivers) - lost;
    return Figures.none().with(Metric.RATE, delivered * 1e9 / nanos).with(Metric.LOST, lost);
  }
}
