package dev.gater.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How long a service took, as quantiles in milliseconds.
 *
 * @param count measurements behind the quantiles
 * @param operation what was timed; null for all of the service
 * @param periodMs length of the period measured, in milliseconds
 * @param p999Ms the 99.9 % quantile
 */
@EventType(topic = "latency_stats:{service}")
public record LatencyStats(
    String service,
    long count,
    double p50Ms,
    double p99Ms,
    @Nullable String operation,
    @Nullable Long periodMs,
    @Nullable Double meanMs,
    @Nullable Double p90Ms,
    @Nullable Double p999Ms,
    @Nullable Double maxMs)
    implements MetricsEvent {

  public LatencyStats {
    Objects.requireNonNull(service, "service");
  }

  /** Leaves the other components open. */
  public LatencyStats(String service, long count, double p50Ms, double p99Ms) {
    this(service, count, p50Ms, p99Ms, null, null, null, null, null, null);
  }
}
