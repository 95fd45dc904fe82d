package dev.gater.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How much a service got through in a period.
 *
 * @param count messages or requests in the period
 * @param periodMs length of the period in milliseconds
 * @param bytes their size together
 * @param failed how many of them failed
 * @param rejected refused, not among the count
 * @param dropped lost, not among the count
 */
@EventType(topic = "throughput_stats:{service}")
public record ThroughputStats(
    String service,
    long count,
    long periodMs,
    @Nullable Long bytes,
    @Nullable Long failed,
    @Nullable Long rejected,
    @Nullable Long dropped)
    implements MetricsEvent {

  public ThroughputStats {
    Objects.requireNonNull(service, "service");
  }

  /** Leaves the other components open. */
  public ThroughputStats(String service, long count, long periodMs) {
    this(service, count, periodMs, null, null, null, null);
  }
}
