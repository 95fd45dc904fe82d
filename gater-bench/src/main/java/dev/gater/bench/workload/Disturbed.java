package dev.gater.bench.workload;

import dev.gater.bench.peer.Bus;
import dev.gater.bench.peer.Contender;
import dev.gater.bench.peer.Contender.Kind;
import dev.gater.bench.peer.Receiver;
import dev.gater.bench.peer.Shape;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One of ten subscribers is stuck or slow; what do the other nine get? Each round first measures
 * the same nine while the tenth is like them. Since a publisher may be blocked for good, what
 * arrives is counted at the end of the window; then the tenth is released and the rest awaited.
 *
 * @param disturbing makes the tenth subscriber
 */
record Disturbed(Supplier<Disturbing> disturbing) implements Workload {
  private static final int NINE = 9;
  private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(15);

  /** Small, so that a millisecond's wait is seen between two looks at the clock. */
  private static final int BLOCK = 16;

  @Override
  public Figures round(Contender contender, Duration window) {
    Seen calm = run(contender, window, null);
    Disturbing tenth = disturbing.get();
    Seen disturbed = run(contender, window, tenth);
    return Figures.none()
        .with(Metric.NINE, disturbed.perSecond)
        .with(Metric.UNDISTURBED, calm.perSecond)
        .with(Metric.KEPT, disturbed.perSecond / calm.perSecond)
        .with(Metric.BLOCKED, disturbed.blockedShare)
        .with(Metric.BLOCKED_UNDISTURBED, calm.blockedShare)
        .with(Metric.TENTH, disturbed.tenth)
        .with(Metric.LOST, calm.lost + disturbed.lost);
  }

  private record Seen(double perSecond, double blockedShare, long tenth, long lost) {}

  private static Seen run(Contender contender, Duration window, @Nullable Disturbing tenth) {
    Counter[] counters = Counter.many(NINE + 1);
    Receiver[] receivers = counters.clone();
    int healthy = NINE + 1;
    if (tenth != null) {
      receivers = new Receiver[NINE + 1];
      System.arraycopy(counters, 0, receivers, 0, NINE);
      receivers[NINE] = tenth;
      healthy = NINE;
    }
    long nine;
    double share;
    long ofTenth;
    long nanos;
    long published;
    try (Bus bus = contender.peer().open(new Shape(1, 1, true), receivers)) {
      Publisher publisher =
          new Publisher("publisher", bus, 1, BLOCK, false, pace(contender, counters));
      long start = System.nanoTime();
      publisher.publishUntil(start + window.toNanos());
      try {
        Await.moment(start + window.toNanos());
        nanos = System.nanoTime() - start;
        nine = delivered(counters);
        share = Math.min(1, (double) publisher.blockedNanos() / nanos);
        ofTenth = tenth == null ? counters[NINE].count() : tenth.count();
      } finally {
        if (tenth != null) {
          tenth.release();
        }
      }
      published = publisher.join();
      new Expected(new long[] {published}, 1).await(counters, healthy);
      if (tenth != null) {
        // What is due to it is its policy's affair; only let it come to rest before the end.
        long due = published;
        boolean _ = Await.until(() -> tenth.settled() >= due, DRAIN_NANOS);
      }
    }
    long lost = new Expected(new long[] {published}, 1).check(counters, healthy);
    return new Seen(nine * 1e9 / nanos, share, ofTenth, lost);
  }

  private static long delivered(Counter[] counters) {
    long sum = 0;
    for (int i = 0; i < NINE; i++) {
      sum += counters[i].count();
    }
    return sum;
  }

  private static @Nullable Pace pace(Contender contender, Counter[] counters) {
    if (contender.kind() != Kind.UNBOUNDED) {
      return null;
    }
    Counter[] nine = new Counter[NINE];
    System.arraycopy(counters, 0, nine, 0, NINE);
    return new Pace(nine, 1);
  }
}
