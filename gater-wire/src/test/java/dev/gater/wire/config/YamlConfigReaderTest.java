package dev.gater.wire.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gater.ConfigException;
import dev.gater.DataSize;
import dev.gater.Durability;
import dev.gater.GaterConfig;
import dev.gater.OverloadPolicy;
import dev.gater.Policy;
import dev.gater.Priority;
import dev.gater.Retention;
import dev.gater.Routing;
import dev.gater.WhenFull;
import dev.gater.spi.ConfigReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlConfigReaderTest {
  private static final String EXAMPLE =
      """
      instances:
        metrics: { when-full: refuse, slow-subscriber: drop-oldest, ring: 8192, keep: { age: 15m, bytes: 512MiB }, last-value: true }
        audit:   { when-full: { wait: 5s }, slow-subscriber: catch-up, durability: group-commit, deliver: after-sync, keep: forever }
        billing: { like: events, routing: keyed }        # a custom instance
      """;

  private static GaterConfig read(String yaml) {
    return new YamlConfigReader().read("gater.yaml", yaml, Map.of());
  }

  @Test
  void theExampleOfTheDesignIsRead() {
    GaterConfig config = read(EXAMPLE);
    assertThat(config)
        .isEqualTo(
            GaterConfig.defaults().instance("billing", policy -> policy.routing(Routing.KEYED)));
    Policy metrics = config.policies().get("metrics");
    assertThat(metrics.whenFull()).isEqualTo(WhenFull.refuse());
    assertThat(metrics.slowSubscriber()).isEqualTo(OverloadPolicy.DROP_OLDEST);
    assertThat(metrics.ring()).isEqualTo(8192);
    assertThat(metrics.keep())
        .isEqualTo(Retention.of(Duration.ofMinutes(15)).size(DataSize.mib(512)));
    assertThat(metrics.lastValue()).isTrue();
    Policy audit = config.policies().get("audit");
    assertThat(audit.whenFull()).isEqualTo(WhenFull.waitFor(Duration.ofSeconds(5)));
    assertThat(audit.durability()).isEqualTo(Durability.GROUP_COMMIT);
    assertThat(audit.deliverAfterSync()).isTrue();
    assertThat(audit.keep()).isEqualTo(Retention.forever());
  }

  @Test
  void everyKeyIsRead() {
    assertThat(
            read(
                """
                node: node-1
                data: /var/lib/gater data
                self-reports: true
                instances:
                  orders:
                    like: metrics
                    when-full: { wait: 1h30m }
                    ring: 1
                    slow-subscriber: drop-newest
                    queue: 2
                    keep: { age: 7d, bytes: 1KiB, count: 3 }
                    memory: 0
                    last-value: false
                    topics: 4
                    durability: flushed
                    deliver: at-once
                    routing: compete
                    max-message: 5
                    max-subscriptions: 6
                    on-demand: true
                    check: registered
                    handler-budget: 20ms
                    priority: high
                    durables-hold: true
                """))
        .isEqualTo(
            GaterConfig.defaults()
                .node("node-1")
                .data(Path.of("/var/lib/gater data"))
                .selfReports(true)
                .instance(
                    "orders",
                    _ ->
                        new Policy(
                            WhenFull.waitFor(Duration.ofMinutes(90)),
                            1,
                            OverloadPolicy.DROP_NEWEST,
                            2,
                            Retention.of(Duration.ofDays(7)).size(DataSize.kib(1)).count(3),
                            new DataSize(0),
                            false,
                            4,
                            Durability.FLUSHED,
                            false,
                            Routing.COMPETE,
                            new DataSize(5),
                            6,
                            true,
                            true,
                            Duration.ofMillis(20),
                            Priority.HIGH,
                            true)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "# only a comment",
        "---\n",
        "{}",
        "instances:",
        "instances: {}",
        "instances:\n  metrics:\n"
      })
  void sayingNothingIsTheDefaults(String yaml) {
    assertThat(read(yaml)).isEqualTo(GaterConfig.defaults());
  }

  @ParameterizedTest
  @ValueSource(strings = {"health", "ex_esdb_health", ":ex_esdb_health", "\":ex_esdb_health\""})
  void anAliasNamesItsInstance(String name) {
    assertThat(read("instances:\n  " + name + ": { ring: 16 }").policies().get("health"))
        .isEqualTo(Policy.of("health").ring(16));
  }

  @Test
  void likeTakesTheOtherInstanceAsItIsConfigured() {
    GaterConfig config =
        read(
            """
            instances:
              first: { like: second, queue: 7 }
              second: { like: ex_esdb_metrics, topics: 5 }
              third:
              metrics: { ring: 16 }
              events: { ring: 32 }
            """);
    assertThat(config.policies().get("first"))
        .isEqualTo(Policy.of("metrics").ring(16).topics(5).queue(7));
    assertThat(config.policies().get("third")).isEqualTo(Policy.of("events").ring(32));
  }

  @Test
  void anchorsMayStandForWhatTheyName() {
    GaterConfig config = read("instances:\n  metrics: &small { ring: 16 }\n  logging: *small\n");
    assertThat(config.policies().get("logging")).isEqualTo(Policy.of("logging").ring(16));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "nodes: a|1: unknown key 'nodes'; did you mean 'node'?",
        "instances: { metrics: { rign: 8 } }|1: unknown key 'rign'; did you mean 'ring'?",
        "instances: { metrics: { <<: {} } }|1: unknown key '<<'; there are: like, when-full",
        "instances:~  metrics:~    ring: 0|3: ring must be 1 to 16777216, not 0",
        "instances:~  metrics:~    max-subscriptions: 0|3: max-subscriptions must be 1 to 16777216, not 0",
        "instances: { metrics: { ring: many } }|1: ring must be a whole number from 0, not 'many'",
        "instances: { metrics: { ring: -1 } }|1: ring must be a whole number from 0, not '-1'",
        "instances: { metrics: { ring: 1.5 } }|1: ring must be a whole number from 0, not '1.5'",
        "instances: { metrics: { ring: 99999999999 } }|1: ring must be less than 2^31, not '99999999999'",
        "instances: { metrics: { ring: 99999999999999999999 } }|1: ring must be less than 2^63, not '99999999999999999999'",
        "instances: { metrics: { ring: [1] } }|1: ring must be a whole number, not a list",
        "instances: { metrics: { ring: } }|1: ring has no value",
        "instances: { metrics: { last-value: yes } }|1: last-value must be true or false, not 'yes'",
        "instances: { metrics: { slow-subscriber: drop } }|1: unknown slow-subscriber 'drop'; there are: catch-up, drop-oldest, drop-newest, conflate, disconnect",
        "instances: { metrics: { slow-subscriber: drop-oldset } }|1: unknown slow-subscriber 'drop-oldset'; did you mean 'drop-oldest'?",
        "instances: { metrics: { check: on } }|1: unknown check 'on'; did you mean 'off'?",
        "instances: { metrics: { when-full: wait } }|1: when-full must be refuse or { wait: 5s }",
        "instances: { metrics: { when-full: { } } }|1: when-full must be refuse or { wait: 5s }",
        "instances: { metrics: { when-full: { wait: 5 } } }|1: wait: not a duration: \"5\" (a whole number and ms, s, m, h or d, as in 500ms or 1h30m)",
        "instances: { metrics: { when-full: { wait: 0s } } }|1: wait must be longer than nothing, not '0s'",
        "instances: { metrics: { when-full: { wiat: 5s } } }|1: unknown key 'wiat' in when-full; did you mean 'wait'?",
        "instances: { metrics: { keep: all } }|1: keep must be forever, nothing or { age: 15m, bytes: 512MiB, count: 1000 }",
        "instances: { metrics: { keep: {} } }|1: keep needs age, bytes or count; say forever to keep everything",
        "instances: { metrics: { keep: { age: 1m30h } } }|1: age: not a duration: \"1m30h\"",
        "instances: { metrics: { keep: { bytes: 5MB } } }|1: bytes: not a size: \"5MB\"",
        "instances: { metrics: { keep: { count: 1, count: 2 } } }|1: 'count' is there twice in keep",
        "instances: { metrics: 5 }|1: instance metrics must be a map of keys and values, not '5'",
        "instances: [metrics]|1: instances must be a map of keys and values, not a list",
        "hello|1: the configuration must be a map of keys and values, not 'hello'",
        "instances: { Metrics: {} }|1: not an instance name: \"Metrics\"",
        "instances: { metrisc: {} }|1: no instance 'metrisc'; did you mean 'metrics'? (a custom one of that name needs 'like')",
        "instances: { billing: { like: event } }|1: like: no instance 'event'; did you mean 'events'?",
        "instances: { a: { like: a } }|1: 'like' goes in a circle: a is like a",
        "instances: { billing: { }, events: { like: billing } }|1: 'like' goes in a circle: billing is like events is like billing",
        "instances: { health: {}, ex_esdb_health: {} }|1: the instance 'health' is there twice",
        "instances: { health: { ring: 1,~ ring: 2 } }|2: 'ring' is there twice",
        "node: a~node: b|2: 'node' is there twice",
        "node: a:b|1: node must be one segment of a topic, such as node-1: it has a ':'",
        "node: a b|1: node must be one segment of a topic, such as node-1: at position 1, spaces are not allowed",
        "node:|1: node must be a name such as node-1, not empty",
        "? [a]~: b|1: a key of the configuration must be a name, not a list",
        "a: 1~---~b: 2|2: more than one YAML document; leave one",
        "a: [1~b: 2|2: not YAML: while parsing a flow sequence",
        "a: *nobody|1: not YAML: found undefined alias nobody",
        "a: &x [*x]|1: unknown key 'a'",
        "instances: &x { metrics: *x }|1: unknown key 'metrics'; there are: like",
      })
  void anErrorNamesFileLineReasonAndCure(String yaml, String message) {
    assertThatThrownBy(() -> read(yaml.replace('~', '\n')))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("gater.yaml:" + message)
        .hasMessageNotContaining("\n")
        .hasMessageNotContaining("snakeyaml");
  }

  @Test
  void aTabIsNamedForWhatItIs() {
    assertThatThrownBy(() -> read("instances:\n\tmetrics:\n"))
        .hasMessage("gater.yaml:2: not YAML: a tab can't indent or begin anything; use spaces");
  }

  @Test
  void allErrorsAreToldAtOnce() {
    assertThatThrownBy(() ->
            read(
                """
                nodes: a
                instances:
                  metrics:
                    ring: 0
                    quue: 1
                  logging: { keep: never }
                """))
        .hasMessage(
            """
            gater.yaml:1: unknown key 'nodes'; did you mean 'node'?
            gater.yaml:5: unknown key 'quue'; did you mean 'queue'?
            gater.yaml:4: ring must be 1 to 16777216, not 0
            gater.yaml:6: keep must be forever, nothing or { age: 15m, bytes: 512MiB, count: 1000 }\
            """);
  }

  @Test
  void hostileYamlCostsNothing() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 100; i++) {
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ",").repeat(10)));
    }
    assertThatThrownBy(() -> read(bomb.toString())).isInstanceOf(ConfigException.class);
    assertThatThrownBy(() -> read("[".repeat(1_000_000)))
        .isInstanceOf(ConfigException.class)
        .hasMessage("gater.yaml:1: not YAML: nested too deep");
    assertThatThrownBy(() -> read("node: \"a\u0000\""))
        .hasMessage("gater.yaml:1: not YAML: the character U+0000 is not allowed");
  }

  @Test
  void aFileIsReadAndItsTroublesAreNamed(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("gater.yaml"), "\ufeff" + EXAMPLE);
    assertThat(ConfigReader.load().read(file, Map.of())).isEqualTo(read(EXAMPLE));
    assertThat(GaterConfig.read(file).policies()).containsKey("billing");
    YamlConfigReader reader = new YamlConfigReader();
    assertThatThrownBy(() -> reader.read(folder.resolve("none.yaml"), Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessage(folder.resolve("none.yaml") + ": there is no such file");
    assertThatThrownBy(() -> reader.read(folder, Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessage(folder + ": is a folder; name the file in it");
    Path latin = folder.resolve("latin.yaml");
    Files.write(latin, "# one\nnode: a\nnode: \u00e4".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> reader.read(latin, Map.of()))
        .hasMessage(latin + ":3: not UTF-8; save the file as UTF-8");
  }
}
