package dev.gater.bench.report;

import dev.gater.bench.peer.Contender;
import dev.gater.bench.workload.Scenario;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The whole run for a terminal. */
public final class TextReport {
  private final Results results;
  private final Machine machine;
  private final String how;

  /**
   * @param how it was measured, in a line
   */
  public TextReport(Results results, Machine machine, String how) {
    this.results = results;
    this.machine = machine;
    this.how = how;
  }

  /** The tables, the settings, the aims. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(machine.line()).append('\n').append(how).append("\n");
    text.append("\"Gater is 3 ×\": three times as fast as the one in that row.\n\n");
    for (Scenario scenario : results.scenarios()) {
      ScenarioTable table = new ScenarioTable(results, scenario);
      text.append(scenario.title()).append('\n').append(table.table().text());
      table.failures().forEach(line -> text.append("  ").append(line).append('\n'));
      text.append('\n');
    }
    text.append("How each was set up (queues of ")
        .append(Contender.QUEUE)
        .append("; the publisher waits when one is full)\n");
    settings(results).forEach(contender -> text.append(setting(contender)));
    Table aims = new AimsTable(results).table();
    text.append("\nAims\n").append(aims.text());
    return text.toString();
  }

  private static String setting(Contender contender) {
    return "  " + contender.title() + ": " + contender.setting() + '\n';
  }

  static List<Contender> settings(Results results) {
    SortedSet<Contender> all = new TreeSet<>();
    results.scenarios().forEach(scenario -> all.addAll(results.ranking(scenario)));
    return List.copyOf(all);
  }
}
