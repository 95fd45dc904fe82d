package dev.gater.wire.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gater.ConfigException;
import dev.gater.GaterConfig;
import dev.gater.Policy;
import dev.gater.WhenFull;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentTest {

  private static GaterConfig read(String yaml, Map<String, String> environment) {
    return new YamlConfigReader().read("gater.yaml", yaml, environment);
  }

  @Test
  void theEnvironmentGoesBeforeTheFile() {
    GaterConfig config =
        read(
            "node: a\ninstances:\n  metrics: { ring: 16, queue: 5 }\n  bill_last: { like: metrics }\n",
            Map.of(
                "GATER_NODE", "b",
                "GATER_DATA", "there",
                "GATER_SELF_REPORTS", "true",
                "GATER_INSTANCES_METRICS_RING", "32",
                "GATER_INSTANCES_METRICS_WHEN_FULL", "{ wait: 5s }",
                "GATER_INSTANCES_BILL_LAST_LAST_VALUE", "false",
                "GATER_INSTANCES_EX_ESDB_HEALTH_MAX_SUBSCRIPTIONS", "9"));
    Policy metrics =
        Policy.of("metrics").ring(32).queue(5).whenFull(WhenFull.waitFor(Duration.ofSeconds(5)));
    assertThat(config)
        .isEqualTo(
            GaterConfig.defaults()
                .node("b")
                .data(Path.of("there"))
                .selfReports(true)
                .instance("metrics", _ -> metrics)
                .instance("bill_last", _ -> metrics.lastValue(false))
                .instance("health", policy -> policy.maxSubscriptions(9)));
  }

  @Test
  void otherVariablesAreNobodysBusiness() {
    assertThat(
            read(
                "",
                Map.of("GATER_URL", "x", "GATER_TOKEN", "y", "GATER_JAVA_OPTS", "z", "PATH", ":")))
        .isEqualTo(GaterConfig.defaults());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "GATER_INSTANCES_METRICS_RIGN|8|no such instance and key; did you mean 'GATER_INSTANCES_METRICS_RING'?",
        "GATER_INSTANCES_METRISC_RING|8|no such instance and key; did you mean 'GATER_INSTANCES_METRICS_RING'?",
        "GATER_INSTANCES_|8|no such instance and key; ",
        "GATER_INSTANCES_METRICS_RING|0|ring must be 1 to 16777216, not 0",
        "GATER_INSTANCES_METRICS_RING||it is empty; give it a value or unset it",
        "GATER_INSTANCES_METRICS_RING|[|not YAML: ",
        "GATER_SELF_REPORTS|1|self-reports must be true or false, not '1'",
        "GATER_NODE|a b|node must be one segment of a topic, such as node-1: at position 1, spaces are not allowed",
        "GATER_INSTANCES_METRICS_LIKE|metrics|'like' goes in a circle: metrics is like metrics",
      })
  void anErrorNamesTheVariable(String variable, String value, String reason) {
    assertThatThrownBy(() -> read("", Map.of(variable, value == null ? "" : value)))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("environment variable " + variable + ": " + reason);
  }
}
