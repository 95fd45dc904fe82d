package dev.gater.bench.report;

import dev.gater.bench.peer.Contender;
import dev.gater.bench.workload.Metric;
import dev.gater.bench.workload.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Throughput and isolation as bars. The picture has no background of its own and its colours change
 * with the reader's scheme, so it fits a light and a dark page.
 */
public final class Chart {
  private static final int WIDTH = 760;
  private static final int NAMES = 210;
  private static final int BARS = 430;
  private static final int ROW = 24;
  private static final int HEAD = 44;

  private static final String STYLE =
      """
      <style>
        text { font: 13px system-ui, sans-serif; fill: #24292f; }
        .title { font-weight: 600; font-size: 15px; }
        .bar { fill: #8c959f; }
        .gater { fill: #0969da; }
        .floor { fill: #d0d7de; }
        @media (prefers-color-scheme: dark) {
          text { fill: #e6edf3; }
          .bar { fill: #6e7681; }
          .gater { fill: #58a6ff; }
          .floor { fill: #30363d; }
        }
      </style>
      """;

  private final Results results;

  /** Of that run. */
  public Chart(Results results) {
    this.results = results;
  }

  /**
   * Draws it.
   *
   * @throws IOException if it can't be written
   */
  public void write(Path file) throws IOException {
    Files.writeString(file, svg());
  }

  String svg() {
    StringBuilder bars = new StringBuilder();
    int y = 0;
    y = section(bars, y, Scenario.ONE_TO_TEN, "One publisher, ten subscribers: M deliveries/s");
    y =
        section(
            bars,
            y,
            Scenario.FLOOD,
            "p99 of an alert, µs, while another bus is flooded (shorter is better)");
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\">\n"
            .formatted(WIDTH, Math.max(y, 1))
        + "<title>Gater and its peers</title>\n"
        + STYLE
        + bars
        + "</svg>\n";
  }

  private int section(StringBuilder bars, int top, Scenario scenario, String title) {
    Metric metric = scenario.main();
    List<Contender> shown =
        results.ranking(scenario).stream()
            .filter(contender -> results.spread(scenario, contender, metric).isPresent())
            .toList();
    if (shown.isEmpty()) {
      return top;
    }
    double longest =
        shown.stream()
            .mapToDouble(contender -> results.median(scenario, contender, metric).orElse(0))
            .max()
            .orElse(1);
    bars.append(
        "<text class=\"title\" x=\"8\" y=\"%d\">%s</text>\n".formatted(top + HEAD / 2 + 4, title));
    int y = top + HEAD;
    for (Contender contender : shown) {
      double value = results.median(scenario, contender, metric).orElse(0);
      double width = Math.max(1, value / longest * BARS);
      bars.append(
          String.format(
              Locale.ROOT,
              """
              <text x="%d" y="%d" text-anchor="end">%s</text>
              <rect class="%s" x="%d" y="%d" width="%.1f" height="%d" rx="3"/>
              <text x="%.1f" y="%d">%s</text>
              """,
              NAMES - 10,
              y + 13,
              contender.title(),
              style(contender),
              NAMES,
              y,
              width,
              ROW - 6,
              NAMES + width + 8,
              y + 13,
              metric.shown(value)));
      y += ROW;
    }
    return y + 12;
  }

  private static String style(Contender contender) {
    return switch (contender.kind()) {
      case GATER -> "gater";
      case FLOOR -> "floor";
      case BOUNDED, UNBOUNDED, SYNCHRONOUS -> "bar";
    };
  }
}
