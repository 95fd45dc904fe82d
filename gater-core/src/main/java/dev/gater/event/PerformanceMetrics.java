package dev.gater.event;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One measured value of a component.
 *
 * @param metric what was measured, snake_case
 * @param unit UCUM-like ({@code ms}, {@code By}, {@code 1}); null if the metric's name says it
 * @param labels dimensions of the metric with their values, JSON-like
 */
@EventType(topic = "performance_metrics:{component}")
public record PerformanceMetrics(
    String component,
    String metric,
    double value,
    @Nullable String unit,
    @Nullable Map<String, @Nullable Object> labels)
    implements MetricsEvent {

  public PerformanceMetrics {
    Objects.requireNonNull(component, "component");
    Objects.requireNonNull(metric, "metric");
    labels = labels == null ? null : Frozen.map(labels);
  }

  /** Leaves the other components open. */
  public PerformanceMetrics(String component, String metric, double value) {
    this(component, metric, value, null, null);
  }
}
