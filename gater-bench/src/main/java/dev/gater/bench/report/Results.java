package dev.gater.bench.report;

import dev.gater.bench.peer.Contender;
import dev.gater.bench.workload.Figures;
import dev.gater.bench.workload.Metric;
import dev.gater.bench.workload.Scenario;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/** All rounds of all contenders. Filled by one thread. */
public final class Results {
  private final Map<Scenario, Map<Contender, Cell>> cells = new EnumMap<>(Scenario.class);

  private static final class Cell {
    final List<Figures> rounds = new ArrayList<>();
    Optional<String> failure = Optional.empty();
  }

  private Cell cell(Scenario scenario, Contender contender) {
    return cells
        .computeIfAbsent(scenario, _ -> new EnumMap<>(Contender.class))
        .computeIfAbsent(contender, _ -> new Cell());
  }

  private Optional<Cell> find(Scenario scenario, Contender contender) {
    return Optional.ofNullable(cells.getOrDefault(scenario, Map.of()).get(contender));
  }

  /** Adds a round. */
  public void add(Scenario scenario, Contender contender, Figures figures) {
    cell(scenario, contender).rounds.add(figures);
  }

  /** Says that a contender could not do it. Its rounds before that do not count. */
  public void fail(Scenario scenario, Contender contender, String why) {
    cell(scenario, contender).failure = Optional.of(why);
  }

  /** The workloads that were run, in the order of the tables. */
  List<Scenario> scenarios() {
    return List.copyOf(cells.keySet());
  }

  /** Who took part, the best first, those that failed last. */
  List<Contender> ranking(Scenario scenario) {
    Metric metric = scenario.main();
    Comparator<Contender> byMedian =
        Comparator.comparingDouble(contender -> {
          OptionalDouble median = median(scenario, contender, metric);
          if (median.isEmpty()) {
            return Double.MAX_VALUE;
          }
          return metric.moreIsBetter() ? -median.getAsDouble() : median.getAsDouble();
        });
    return cells.getOrDefault(scenario, Map.of()).keySet().stream().sorted(byMedian).toList();
  }

  /** The rounds of a contender that did not fail. */
  List<Figures> rounds(Scenario scenario, Contender contender) {
    return find(scenario, contender)
        .filter(cell -> cell.failure.isEmpty())
        .map(cell -> List.copyOf(cell.rounds))
        .orElse(List.of());
  }

  Optional<String> failure(Scenario scenario, Contender contender) {
    return find(scenario, contender).flatMap(cell -> cell.failure);
  }

  /** Empty where it was not measured. */
  Optional<Spread> spread(Scenario scenario, Contender contender, Metric metric) {
    List<Double> values =
        rounds(scenario, contender).stream()
            .map(figures -> figures.values().get(metric))
            .filter(Objects::nonNull)
            .toList();
    return values.isEmpty() ? Optional.empty() : Optional.of(Spread.of(values));
  }

  OptionalDouble median(Scenario scenario, Contender contender, Metric metric) {
    return spread(scenario, contender, metric)
        .map(spread -> OptionalDouble.of(spread.median()))
        .orElse(OptionalDouble.empty());
  }

  /** The best of those by the workload's main metric, among them that lost nothing. */
  Optional<Contender> best(Scenario scenario, Predicate<Contender> among) {
    return ranking(scenario).stream()
        .filter(among)
        .filter(contender -> median(scenario, contender, scenario.main()).isPresent())
        .filter(contender -> worst(scenario, contender, Metric.LOST).orElse(0) == 0)
        .findFirst();
  }

  /** The largest value of any round. */
  OptionalDouble worst(Scenario scenario, Contender contender, Metric metric) {
    return spread(scenario, contender, metric)
        .map(spread -> OptionalDouble.of(spread.max()))
        .orElse(OptionalDouble.empty());
  }
}
