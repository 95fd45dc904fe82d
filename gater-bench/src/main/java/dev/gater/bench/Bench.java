package dev.gater.bench;

import dev.gater.bench.report.Chart;
import dev.gater.bench.report.JsonFile;
import dev.gater.bench.report.Machine;
import dev.gater.bench.report.MarkdownReport;
import dev.gater.bench.report.Results;
import dev.gater.bench.report.TextReport;
import dev.gater.bench.workload.Scenario;
import java.io.IOException;
import java.nio.file.Path;

/** Where {@code scripts/bench} begins. */
public final class Bench {
  private static final Path LOGS = Path.of("target", "bench");

  private Bench() {}

  /**
   * Measures, prints the tables, writes what was asked for. Exit code 2 is a wrong command line.
   */
  public static void main(String[] args) throws IOException {
    Arguments arguments;
    try {
      arguments = Arguments.parse(args);
    } catch (UsageException e) {
      System.err.println("bench: " + e.getMessage());
      System.err.println(Arguments.USAGE);
      System.exit(2);
      return;
    }
    if (arguments.help()) {
      System.out.println(Arguments.USAGE);
      return;
    }
    run(arguments);
  }

  private static void run(Arguments arguments) throws IOException {
    long start = System.nanoTime();
    Plan plan = arguments.plan();
    Results results = new Results();
    Conductor conductor = new Conductor(plan, LOGS, line -> System.err.println("bench: " + line));
    for (Scenario scenario : arguments.scenarios()) {
      conductor.run(scenario, arguments.contenders(), results);
    }
    Machine machine = Machine.here();
    String how = how(arguments.quick(), plan, (System.nanoTime() - start) / 1_000_000_000);
    System.out.print(new TextReport(results, machine, how).text());
    if (arguments.json().isPresent()) {
      JsonFile.write(arguments.json().get(), results, machine, how);
    }
    if (arguments.markdown().isPresent()) {
      new MarkdownReport(results, machine, how).rewrite(arguments.markdown().get());
    }
    if (arguments.chart().isPresent()) {
      new Chart(results).write(arguments.chart().get());
    }
  }

  private static String how(boolean quick, Plan plan, long seconds) {
    return "%s%d rounds of %d ms (%d of %d ms where time is looked at) after %d to warm up; %d s in all"
        .formatted(
            quick ? "QUICK, NOT FIGURES TO QUOTE: " : "",
            plan.rounds(),
            plan.window().toMillis(),
            plan.roundsOf(Scenario.FLOOD),
            plan.longWindow().toMillis(),
            plan.warmUps(),
            seconds);
  }
}
