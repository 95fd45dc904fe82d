package dev.gater.bench;

import dev.gater.bench.peer.Contender;
import dev.gater.bench.report.Results;
import dev.gater.bench.workload.Scenario;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Lets the contenders of a workload take turns. All their JVMs are up at the same time and rest but
 * for one, so that a slow minute of the machine hits a round of everybody and not all rounds of
 * one.
 */
final class Conductor {
  private final Plan plan;
  private final Path logs;
  private final Consumer<String> progress;

  Conductor(Plan plan, Path logs, Consumer<String> progress) {
    this.plan = plan;
    this.logs = logs;
    this.progress = progress;
  }

  void run(Scenario scenario, List<Contender> contenders, Results results) {
    List<Contender> takingPart = contenders.stream().filter(scenario::suits).toList();
    int rounds = plan.roundsOf(scenario);
    int warmUps = plan.warmUpsOf(scenario);
    progress.accept(
        "%s: %s; %d contenders, %d rounds"
            .formatted(scenario.id(), scenario.title(), takingPart.size(), rounds));
    Map<Contender, Fork> forks = new EnumMap<>(Contender.class);
    try {
      for (Contender contender : takingPart) {
        forks.put(contender, Fork.start(contender, scenario, logs));
      }
      step(forks, takingPart, scenario, results, (contender, fork) -> fork.awaitReady());
      step(
          forks,
          takingPart,
          scenario,
          results,
          (contender, fork) -> {
            for (int i = 0; i < warmUps; i++) {
              var _ = fork.round(plan.window());
            }
          });
      for (int round = 0; round < rounds; round++) {
        // Nobody always comes after the same one.
        List<Contender> order = new ArrayList<>(takingPart);
        Collections.rotate(order, -round);
        step(
            forks,
            order,
            scenario,
            results,
            (contender, fork) ->
                results.add(scenario, contender, fork.round(plan.windowOf(scenario))));
      }
    } finally {
      forks.values().forEach(Fork::close);
    }
  }

  private interface Step {
    void take(Contender contender, Fork fork) throws Fork.FailedException;
  }

  private void step(
      Map<Contender, Fork> forks,
      List<Contender> order,
      Scenario scenario,
      Results results,
      Step step) {
    for (Contender contender : order) {
      Fork fork = forks.get(contender);
      if (fork == null) {
        continue; // it has failed before
      }
      try {
        step.take(contender, fork);
      } catch (Fork.FailedException e) {
        progress.accept("  " + contender.id() + ": " + e.getMessage());
        results.fail(scenario, contender, String.valueOf(e.getMessage()));
        forks.remove(contender);
        fork.close();
      }
    }
  }
}
