package dev.gater.engine.figures;

import dev.gater.Publication.Reason;
import dev.gater.Timings;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * What an instance counts beside its ring and its subscriptions: publications rejected, and sampled
 * timings. Any thread may record and read at any time.
 */
public final class Figures {
  private static final int DIGITS = 2;
  private static final long LONGEST = TimeUnit.HOURS.toNanos(24);

  private final Map<Reason, LongAdder> rejected = new EnumMap<>(Reason.class);
  private final Distribution delivery = new Distribution();
  private final Distribution handler = new Distribution();

  /** All at zero. */
  public Figures() {
    for (Reason reason : Reason.values()) {
      rejected.put(reason, new LongAdder());
    }
  }

  /** Counts a publication that was rejected for that reason. */
  public void rejected(Reason reason) {
    Objects.requireNonNull(rejected.get(reason)).increment();
  }

  /** Records one sampled delivery that stands for {@code weight}. */
  public void delivered(long deliveryNanos, long handlerNanos, long weight) {
    delivery.record(deliveryNanos, weight);
    handler.record(handlerNanos, weight);
  }

  /** Publications rejected, by reason, without those at zero. */
  public Map<Reason, Long> rejected() {
    Map<Reason, Long> counts = new EnumMap<>(Reason.class);
    rejected.forEach((reason, count) -> {
      if (count.sum() > 0) {
        counts.put(reason, count.sum());
      }
    });
    return counts;
  }

  /** From acceptance to the handler's return. */
  public Timings deliveryTimes() {
    return delivery.read();
  }

  /** Handler calls. */
  public Timings handlerTimes() {
    return handler.read();
  }

  /** A recorder that never makes writers wait, summed up whenever it is read. */
  private static final class Distribution {
    private final Recorder recorder = new Recorder(LONGEST, DIGITS);
    private final Histogram sum = new Histogram(LONGEST, DIGITS);

    void record(long nanos, long weight) {
      recorder.recordValueWithCount(Math.clamp(nanos, 0, LONGEST), weight);
    }

    synchronized Timings read() {
      sum.add(recorder.getIntervalHistogram());
      return new Timings(
          sum.getTotalCount(), at(50), at(90), at(99), Duration.ofNanos(sum.getMaxValue()));
    }

    private Duration at(double percentile) {
      return Duration.ofNanos(sum.getTotalCount() == 0 ? 0 : sum.getValueAtPercentile(percentile));
    }
  }
}
