package dev.gater.bench.report;

import dev.gater.bench.peer.Contender;
import dev.gater.bench.workload.Metric;
import dev.gater.bench.workload.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** One workload: the contenders, the best first, ratios before figures. */
final class ScenarioTable {
  private final Results results;
  private final Scenario scenario;
  private final boolean hasFloor;
  private final boolean hasRatio;

  ScenarioTable(Results results, Scenario scenario) {
    this.results = results;
    this.scenario = scenario;
    hasFloor = scenario.main() == Metric.RATE && main(Contender.DIRECT).isPresent();
    // Bytes near nothing make no ratio, and nobody else is measured at rest.
    hasRatio =
        scenario != Scenario.ALLOC
            && scenario != Scenario.IDLE
            && main(Contender.GATER).isPresent();
  }

  private OptionalDouble main(Contender contender) {
    return results.median(scenario, contender, scenario.main());
  }

  Table table() {
    List<String> head = new ArrayList<>();
    head.add(scenario.id());
    if (hasRatio) {
      head.add("Gater is");
    }
    if (hasFloor) {
      head.add("of direct");
    }
    head.add(scenario.main().title());
    head.add("min–max");
    scenario.others().forEach(metric -> head.add(metric.title()));
    Table table = new Table(head, false);
    results.ranking(scenario).forEach(contender -> table.add(row(contender)));
    return table;
  }

  private List<String> row(Contender contender) {
    Metric metric = scenario.main();
    Optional<Spread> spread = results.spread(scenario, contender, metric);
    List<String> row = new ArrayList<>();
    row.add(name(contender));
    if (hasRatio) {
      row.add(
          contender == Contender.GATER || spread.isEmpty()
              ? ""
              : Ratio.shown(better(contender)) + " ×");
    }
    if (hasFloor) {
      row.add(
          spread
              .map(s -> Ratio.shown(s.median() / main(Contender.DIRECT).orElseThrow()))
              .orElse(""));
    }
    row.add(spread.map(s -> metric.shown(s.median())).orElse("failed"));
    row.add(spread.map(s -> metric.shown(s.min()) + "–" + metric.shown(s.max())).orElse(""));
    for (Metric other : scenario.others()) {
      row.add(other(contender, other));
    }
    return row;
  }

  /** How many times better Gater is than that one. */
  private double better(Contender contender) {
    return Aims.times(results, scenario, Contender.GATER, contender);
  }

  private String other(Contender contender, Metric metric) {
    // One loss in any round is a loss, and one late alert too.
    boolean worst = metric == Metric.LOST || metric == Metric.MAX;
    OptionalDouble value =
        worst
            ? results.worst(scenario, contender, metric)
            : results.median(scenario, contender, metric);
    return value.isPresent() ? metric.shown(value.getAsDouble()) : "";
  }

  private static String name(Contender contender) {
    return contender.title()
        + switch (contender.kind()) {
          case UNBOUNDED -> " (unbounded)";
          case SYNCHRONOUS -> " (synchronous)";
          case FLOOR -> " (floor)";
          case GATER, BOUNDED -> "";
        };
  }

  /** Why some have no figures, a line each. */
  List<String> failures() {
    List<String> lines = new ArrayList<>();
    for (Contender contender : results.ranking(scenario)) {
      results
          .failure(scenario, contender)
          .ifPresent(why -> lines.add(contender.title() + " failed: " + why));
    }
    return lines;
  }
}
