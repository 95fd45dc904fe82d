package dev.gater.bench.report;

import dev.gater.bench.workload.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The run for the documentation, put between two markers of a file. */
public final class MarkdownReport {
  static final String BEGIN = "<!-- bench:begin -->";
  static final String END = "<!-- bench:end -->";

  private final Results results;
  private final Machine machine;
  private final String how;

  /**
   * @param how it was measured, in a line
   */
  public MarkdownReport(Results results, Machine machine, String how) {
    this.results = results;
    this.machine = machine;
    this.how = how;
  }

  /**
   * Replaces what is between the markers.
   *
   * @throws IOException if the file can't be read or written, or has no markers
   */
  public void rewrite(Path file) throws IOException {
    Files.writeString(file, rewritten(Files.readString(file)));
  }

  String rewritten(String page) throws IOException {
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IOException("no " + BEGIN + " before " + END);
    }
    return page.substring(0, begin + BEGIN.length()) + "\n" + markdown() + page.substring(end);
  }

  private String markdown() {
    StringBuilder text = new StringBuilder();
    text.append(machine.line()).append(".\n").append(how).append(".\n\n");
    text.append("### Aims\n\n").append(new AimsTable(results).table().markdown()).append('\n');
    for (Scenario scenario : results.scenarios()) {
      ScenarioTable table = new ScenarioTable(results, scenario);
      text.append("### ").append(scenario.title()).append("\n\n");
      text.append(table.table().markdown()).append('\n');
      table.failures().forEach(line -> text.append(line).append(".\n\n"));
    }
    text.append("### Settings\n\n");
    TextReport.settings(results)
        .forEach(contender ->
            text.append("- ")
                .append(contender.title())
                .append(": ")
                .append(contender.setting())
                .append('\n'));
    return text.append('\n').toString();
  }
}
