package dev.gater.bench.workload;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What one round measured. Immutable.
 *
 * @param values by metric, in the unit of the metric's id
 */
public record Figures(Map<Metric, Double> values) {

  /** Copies the map. */
  public Figures {
    Map<Metric, Double> copy = new EnumMap<>(Metric.class);
    copy.putAll(values);
    values = Collections.unmodifiableMap(copy);
  }

  /** Nothing yet. */
  public static Figures none() {
    return new Figures(Map.of());
  }

  /** With that one. */
  public Figures with(Metric metric, double value) {
    Map<Metric, Double> more = new EnumMap<>(Metric.class);
    more.putAll(values);
    more.put(metric, value);
    return new Figures(more);
  }

  /** With that count. */
  public Figures with(Metric metric, long value) {
    return with(metric, (double) value);
  }

  /** On one line, for the process that asked. */
  public String line() {
    return values.entrySet().stream()
        .map(entry -> entry.getKey().id() + "=" + entry.getValue())
        .collect(Collectors.joining(" "));
  }

  /** Reads {@link #line()}. */
  public static Figures parse(String line) {
    Figures figures = none();
    for (String part : line.strip().split(" ", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        figures =
            figures.with(
                Metric.ofId(part.substring(0, equals)),
                Double.parseDouble(part.substring(equals + 1)));
      }
    }
    return figures;
  }
}
