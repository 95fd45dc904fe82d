package dev.gater.cli;

import dev.gater.InstanceStats;
import dev.gater.Timings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A {@link Summary} as an aligned table, a row for each instance where anything happened. */
final class SummaryTable {
  private static final String NOTHING = "-";
  private static final List<String> HEAD =
      List.of("instance", "published", "delivered", "rejected", "dropped", "p50", "p99", "");

  /** The row of what never reached an instance. */
  static final String INPUT = "(input)";

  private final List<List<String>> rows = new ArrayList<>();
  private final Summary summary;

  private SummaryTable(Summary summary) {
    this.summary = summary;
    rows.add(HEAD);
    if (summary.flawed() > 0) {
      rows.add(
          row(
              INPUT,
              NOTHING,
              NOTHING,
              Units.count(summary.flawed()),
              NOTHING,
              reasons(summary.flaws())));
    }
    summary.instances().stream()
        .filter(Summary.Row::tells)
        .forEach(row -> rows.add(row(row.name(), row.stats())));
    rows.add(
        row(
            "total",
            Units.count(summary.published()),
            Units.count(summary.delivered()),
            Units.count(summary.rejected()),
            Units.count(summary.dropped()),
            ""));
  }

  /** The table and a line about the whole, ending with a line break. */
  static String of(Summary summary, boolean colour) {
    return new SummaryTable(summary).text(colour);
  }

  private static List<String> row(String name, InstanceStats stats) {
    Timings times = stats.deliveryTimes();
    List<String> reasons = new ArrayList<>();
    if (stats.rejected() > 0) {
      reasons.add("rejected: " + reasons(stats.rejectedBy()));
    }
    if (stats.dropped() > 0) {
      reasons.add("dropped: " + reasons(stats.droppedBy()));
    }
    if (stats.failed() > 0) {
      reasons.add("failed: " + Units.count(stats.failed()));
    }
    return List.of(
        name,
        Units.count(stats.published()),
        Units.count(stats.delivered()),
        Units.count(stats.rejected()),
        Units.count(stats.dropped()),
        latency(times, times.p50()),
        latency(times, times.p99()),
        String.join("; ", reasons));
  }

  private static List<String> row(
      String name,
      String published,
      String delivered,
      String rejected,
      String dropped,
      String why) {
    return List.of(name, published, delivered, rejected, dropped, NOTHING, NOTHING, why);
  }

  private static String latency(Timings times, Duration duration) {
    return times.count() == 0 ? NOTHING : Units.duration(duration);
  }

  private static String reasons(Map<? extends Enum<?>, Long> counts) {
    return counts.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Collections.reverseOrder()))
        .map(entry -> Units.count(entry.getValue()) + " " + words(entry.getKey()))
        .collect(Collectors.joining(", "));
  }

  private static String words(Enum<?> reason) {
    return reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private String text(boolean colour) {
    List<String> lines = Table.lines(rows);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      boolean loud = i == 0 || i == lines.size() - 1;
      boolean bad = !loud && !rows.get(i).getLast().isEmpty();
      String ink = !colour ? "" : loud ? Table.BOLD : bad ? Table.YELLOW : "";
      text.append(Table.in(ink, lines.get(i))).append('\n');
    }
    return text.append(whole()).append('\n').toString();
  }

  private String whole() {
    return String.format(
        Locale.ROOT,
        "%s%,d %s, %s in %s (%,.0f lines/s)",
        summary.interrupted() ? "interrupted after " : "",
        summary.lines(),
        summary.lines() == 1 ? "line" : "lines",
        Units.bytes(summary.bytes()),
        Units.duration(Duration.ofNanos((long) (summary.seconds() * 1e9))),
        summary.linesPerSecond());
  }
}
