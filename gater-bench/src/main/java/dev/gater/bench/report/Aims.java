package dev.gater.bench.report;

import dev.gater.bench.peer.Contender;
import dev.gater.bench.peer.Contender.Kind;
import dev.gater.bench.report.Aim.Verdict;
import dev.gater.bench.workload.Metric;
import dev.gater.bench.workload.Scenario;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/** What Gater means to reach, all of it relative to its peers where there is one. */
final class Aims {
  private static final double MB = 1e6;

  private static final Predicate<Contender> PEERS = Contender::isPeer;

  static final List<Aim> ALL =
      List.of(
          timesBest(Scenario.ONE_TO_ONE, 1.2),
          timesBest(Scenario.ONE_TO_TEN, 1.5),
          timesOne(Scenario.ONE_TO_TEN, Contender.DIRECT, 0.3),
          timesOne(Scenario.ONE_TO_HUNDRED, Contender.JCTOOLS, 3),
          timesOne(Scenario.ONE_TO_HUNDRED, Contender.DISRUPTOR_YIELDING, 0.5),
          timesBest(Scenario.TWO_TO_TEN, 2),
          timesBest(Scenario.TOPICS, 2),
          timesOne(Scenario.TOPICS, Contender.VERTX, 10),
          kept(Scenario.STUCK),
          blocked(Scenario.STUCK),
          timesBounded(Scenario.STUCK),
          kept(Scenario.SLOW),
          blocked(Scenario.SLOW),
          timesBounded(Scenario.SLOW),
          timesBest(Scenario.FLOOD, 4),
          atMost(Scenario.FLOOD, Metric.LOST, 0, "no alert is lost", ""),
          timesBest(Scenario.PING, 1),
          quickestHandOver(),
          atMost(
              Scenario.ALLOC, Metric.PER_PUBLICATION, 64.5, "≤ 64 bytes a publication", " bytes"),
          atMost(Scenario.ALLOC, Metric.PER_DELIVERY, 0.5, "0 bytes a delivery", " bytes"),
          atMost(Scenario.IDLE, Metric.CPU, 0.01, "< 1 % of a core", " %"),
          atMost(Scenario.IDLE, Metric.HEAP, 20 * MB, "< 20 MB of heap", " MB"));

  private Aims() {}

  /** How many times better {@code one} is than {@code other} by the workload's main metric. */
  static double times(Results results, Scenario scenario, Contender one, Contender other) {
    Metric metric = scenario.main();
    OptionalDouble a = results.median(scenario, one, metric);
    OptionalDouble b = results.median(scenario, other, metric);
    if (a.isEmpty() || b.isEmpty()) {
      return Double.NaN;
    }
    return metric.moreIsBetter()
        ? a.getAsDouble() / b.getAsDouble()
        : b.getAsDouble() / a.getAsDouble();
  }

  private static Verdict verdict(
      Results results, Scenario scenario, Contender gater, Contender other, double least) {
    double times = times(results, scenario, gater, other);
    if (Double.isNaN(times)) {
      return Verdict.unknown();
    }
    boolean lossless = results.worst(scenario, gater, Metric.LOST).orElse(0) == 0;
    return Verdict.of(
        times >= least && lossless,
        Ratio.shown(times) + " × " + other.title() + (lossless ? "" : ", but messages were lost"));
  }

  private static Aim timesBest(Scenario scenario, double least) {
    return new Aim(
        scenario,
        switch (scenario) {
          case FLOOD -> "p99 ≤ a quarter of the best peer's";
          case PING -> "p50 ≤ the best peer's";
          default -> "≥ " + plain(least) + " × the best peer";
        },
        (results, gater) ->
            results
                .best(scenario, PEERS)
                .map(best -> verdict(results, scenario, gater, best, least))
                .orElse(Verdict.unknown()));
  }

  /** A bus that calls the handler on the publisher's thread hands nothing over and has no queue. */
  private static Aim quickestHandOver() {
    return new Aim(
        Scenario.PING,
        "p50 ≤ the best of those that hand over",
        (results, gater) ->
            results
                .best(Scenario.PING, peer -> peer.isPeer() && peer.kind() != Kind.SYNCHRONOUS)
                .map(best -> verdict(results, Scenario.PING, gater, best, 1))
                .orElse(Verdict.unknown()));
  }

  private static Aim timesOne(Scenario scenario, Contender other, double least) {
    return new Aim(
        scenario,
        "≥ " + plain(least) + " × " + other.title(),
        (results, gater) -> verdict(results, scenario, gater, other, least));
  }

  private static Aim timesBounded(Scenario scenario) {
    return new Aim(
        scenario,
        "≥ 1,000 × every bounded peer",
        (results, gater) -> {
          Optional<Contender> best =
              results.best(scenario, contender -> contender.kind() == Kind.BOUNDED);
          return best.map(peer -> verdict(results, scenario, gater, peer, 1_000))
              .orElse(Verdict.unknown());
        });
  }

  private static Aim kept(Scenario scenario) {
    return new Aim(
        scenario,
        "the nine keep ≥ 80 %",
        (results, gater) ->
            results
                .spread(scenario, gater, Metric.KEPT)
                .map(s -> Verdict.of(s.median() >= 0.8, Metric.KEPT.shown(s.median()) + " %"))
                .orElse(Verdict.unknown()));
  }

  private static Aim blocked(Scenario scenario) {
    return new Aim(
        scenario,
        "the publisher is blocked < 1 % of the time",
        (results, gater) ->
            results
                .spread(scenario, gater, Metric.BLOCKED)
                .map(s -> Verdict.of(s.median() < 0.01, Metric.BLOCKED.shown(s.median()) + " %"))
                .orElse(Verdict.unknown()));
  }

  private static Aim atMost(
      Scenario scenario, Metric metric, double most, String promise, String unit) {
    return new Aim(
        scenario,
        promise,
        (results, gater) -> {
          // Of losses every round counts.
          OptionalDouble value =
              metric == Metric.LOST
                  ? results.worst(scenario, gater, metric)
                  : results.median(scenario, gater, metric);
          return value.isPresent()
              ? Verdict.of(value.getAsDouble() <= most, metric.shown(value.getAsDouble()) + unit)
              : Verdict.unknown();
        });
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }
}
