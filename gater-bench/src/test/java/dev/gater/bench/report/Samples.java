package dev.gater.bench.report;

import dev.gater.bench.peer.Contender;
import dev.gater.bench.workload.Figures;
import dev.gater.bench.workload.Metric;
import dev.gater.bench.workload.Scenario;
import java.time.LocalDate;

/** Results to report on. */
final class Samples {
  static final Machine MACHINE =
      new Machine("A processor", 2, "Linux amd64", "A JVM", LocalDate.of(2026, 1, 2));

  private Samples() {}

  static Results oneToTen() {
    Results results = new Results();
    rates(results, Contender.DIRECT, 500e6, 400e6, 600e6);
    rates(results, Contender.JCTOOLS, 50e6, 40e6, 60e6);
    rates(results, Contender.VERTX, 10e6, 10e6, 10e6);
    rates(results, Contender.GATER, 200e6, 150e6, 250e6);
    results.fail(Scenario.ONE_TO_TEN, Contender.PEKKO, "its JVM ended by itself");
    return results;
  }

  static void rates(Results results, Contender contender, double... rates) {
    for (double rate : rates) {
      results.add(
          Scenario.ONE_TO_TEN,
          contender,
          Figures.none().with(Metric.RATE, rate).with(Metric.LOST, 0));
    }
  }
}
