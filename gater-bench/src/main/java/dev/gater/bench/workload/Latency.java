package dev.gater.bench.workload;

import dev.gater.bench.peer.Receiver;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/** A handler that is given the moment its message was due, and records how long ago that was. */
final class Latency implements Receiver {
  private static final long MOST_NANOS = TimeUnit.MINUTES.toNanos(2);

  private final Histogram histogram = new Histogram(1, MOST_NANOS, 3);
  private final AtomicLong count = new AtomicLong();

  @Override
  public void take(long due) {
    record(System.nanoTime() - due);
  }

  void record(long nanos) {
    histogram.recordValue(Math.clamp(nanos, 1, MOST_NANOS));
    count.setRelease(count.getPlain() + 1);
  }

  long count() {
    return count.getAcquire();
  }

  /** Called when no more comes. */
  Figures figures() {
    long _ = count();
    return Figures.none()
        .with(Metric.P50, histogram.getValueAtPercentile(50))
        .with(Metric.P99, histogram.getValueAtPercentile(99))
        .with(Metric.MAX, histogram.getMaxValue());
  }
}
