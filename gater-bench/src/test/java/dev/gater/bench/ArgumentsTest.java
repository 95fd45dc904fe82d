package dev.gater.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gater.bench.peer.Contender;
import dev.gater.bench.workload.Scenario;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

  @Test
  void nothingMeansAll() {
    Arguments arguments = Arguments.parse();

    assertThat(arguments.quick()).isFalse();
    assertThat(arguments.scenarios()).containsExactly(Scenario.values());
    assertThat(arguments.contenders()).containsExactly(Contender.values());
    assertThat(arguments.json()).isEmpty();
  }

  @Test
  void whatIsNamedIsMeasuredInTheOrderOfTheTables() {
    Arguments arguments =
        Arguments.parse("stuck", "--peers", "vertx,gater", "1-10", "--quick", "--json", "a.json");

    assertThat(arguments.quick()).isTrue();
    assertThat(arguments.scenarios()).containsExactly(Scenario.ONE_TO_TEN, Scenario.STUCK);
    assertThat(arguments.contenders()).containsExactly(Contender.GATER, Contender.VERTX);
    assertThat(arguments.json()).contains(Path.of("a.json"));
  }

  @Test
  void aQuickLookIsAtFewer() {
    assertThat(Arguments.parse("--quick").contenders())
        .contains(Contender.GATER, Contender.DIRECT)
        .hasSizeLessThan(Contender.values().length);
  }

  @Test
  void whatIsWrongIsNamed() {
    assertThatThrownBy(() -> Arguments.parse("1-11"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("'1-11'")
        .hasMessageContaining("1-10");
    assertThatThrownBy(() -> Arguments.parse("--peers", "kafka"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("'kafka'");
    assertThatThrownBy(() -> Arguments.parse("--chart"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("needs a value");
    assertThatThrownBy(() -> Arguments.parse("--fast"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("'--fast'");
  }

  @Test
  void theUsageNamesEveryWorkloadAndPeer() {
    for (Scenario scenario : Scenario.values()) {
      assertThat(Arguments.USAGE).contains(scenario.id());
    }
    for (Contender contender : Contender.values()) {
      assertThat(Arguments.USAGE).contains(contender.id());
    }
  }
}
