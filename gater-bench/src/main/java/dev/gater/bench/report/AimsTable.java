package dev.gater.bench.report;

import dev.gater.bench.peer.Contender;
import dev.gater.bench.report.Aim.Verdict;
import java.util.List;

/** The aims of the workloads that were run, for both variants of Gater. */
final class AimsTable {
  private final Results results;

  AimsTable(Results results) {
    this.results = results;
  }

  Table table() {
    Table table = new Table(List.of("aim", "met", "by", "without native access", "by"), true);
    for (Aim aim : Aims.ALL) {
      if (!results.scenarios().contains(aim.scenario())) {
        continue;
      }
      Verdict gater = aim.check().of(results, Contender.GATER);
      Verdict portable = aim.check().of(results, Contender.GATER_PORTABLE);
      table.add(
          List.of(
              aim.scenario().id() + ": " + aim.promise(),
              gater.outcome().word(),
              gater.measured(),
              portable.outcome().word(),
              portable.measured()));
    }
    return table;
  }
}
