package dev.gater.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gater.bench.peer.Contender;
import dev.gater.bench.report.Machine;
import dev.gater.bench.report.Results;
import dev.gater.bench.report.TextReport;
import dev.gater.bench.workload.Metric;
import dev.gater.bench.workload.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With JVMs of their own. */
class ConductorTest {
  @TempDir private Path logs;

  @Test
  void contendersThatTakeTurnsEndUpInOneTable() {
    Results results = new Results();
    Plan plan = new Plan(1, 2, Duration.ofMillis(5), Duration.ofMillis(5));

    new Conductor(plan, logs, _ -> {})
        .run(
            Scenario.TWO_TO_TEN,
            List.of(Contender.GATER_PORTABLE, Contender.DIRECT, Contender.JCTOOLS),
            results);

    assertThat(new TextReport(results, Machine.here(), "quickly").text())
        .contains("2-10", "Gater, no native access", "JCTools mailboxes")
        .doesNotContain("direct call loop", "failed");
  }

  @Test
  void aJvmEndsWithWhoStartedIt() throws Exception {
    Fork fork = Fork.start(Contender.DIRECT, Scenario.ONE_TO_ONE, logs);
    try (fork) {
      fork.awaitReady();
      assertThat(fork.round(Duration.ofMillis(5)).values()).containsKey(Metric.RATE);
    }

    assertThatThrownBy(() -> fork.round(Duration.ofMillis(5)))
        .isInstanceOf(Fork.FailedException.class);
  }
}
