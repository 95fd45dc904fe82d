package dev.gater.cli.certify;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * How long deliveries took, from the moment at which their publication was due.
 *
 * @param count deliveries; the durations are zero where there were none
 * @param p50 half took no longer
 * @param p99 99 of 100 took no longer
 * @param max the longest
 */
public record Latency(long count, Duration p50, Duration p99, Duration max) {

  static Latency of(Histogram nanos) {
    return new Latency(
        nanos.getTotalCount(),
        Duration.ofNanos(nanos.getValueAtPercentile(50)),
        Duration.ofNanos(nanos.getValueAtPercentile(99)),
        Duration.ofNanos(nanos.getMaxValue()));
  }
}
