package dev.gater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gater.InstanceName;
import dev.gater.event.EventSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The example input: valid in full, and everything of the architecture is in it. */
class RunSeedTest {
  private static final Path SEED = InProcess.EXAMPLES.resolve("seed.jsonl");

  /** Every topic that the architecture calls typical, up to its first variable. */
  private static final Map<String, List<String>> TYPICAL =
      Map.of(
          "events", List.of("event_stream:", "projection_updates:", "aggregate_events:"),
          "system", List.of("system_status:", "configuration_changes:", "service_discovery:"),
          "logging", List.of("logs:", "structured_logs:", "error_reports:"),
          "health", List.of("subscription_health:", "process_health:", "circuit_breaker_status:"),
          "metrics", List.of("subscription_metrics:", "performance_metrics:", "throughput_stats:"),
          "security",
              List.of(
                  "security_events:authentication",
                  "security_events:authorization",
                  "threat_detection:",
                  "access_violations:"),
          "audit",
              List.of(
                  "audit_trail:user_actions", "audit_trail:admin_operations", "compliance_events:"),
          "alerts", List.of("system_alerts:critical", "system_alerts:warning", "incident_alerts:"),
          "diagnostics",
              List.of(
                  "diagnostics:performance_trace",
                  "diagnostics:memory_analysis",
                  "diagnostics:connection_pool"),
          "lifecycle",
              List.of(
                  "process_lifecycle:subscription_proxies",
                  "process_lifecycle:supervisors",
                  "process_lifecycle:projection_engine"));

  @Test
  void allOfItIsDelivered() {
    InProcess.Result result = InProcess.with().gater("run", SEED.toString());

    assertThat(result.complaints()).isEmpty();
    assertThat(result.code()).isZero();
    assertThat(result.lines()).hasSize(41);
  }

  @Test
  void everyTypicalTopicIsInIt() {
    List<Map<String, Object>> messages =
        InProcess.with().gater("run", SEED.toString()).lines().stream()
            .map(InProcess::object)
            .toList();

    assertThat(TYPICAL.keySet()).containsExactlyInAnyOrderElementsOf(InstanceName.DEDICATED);
    TYPICAL.forEach((instance, topics) -> {
      for (String topic : topics) {
        assertThat(messages)
            .as(instance + " " + topic)
            .anyMatch(message ->
                message.get("instance").equals(instance)
                    && ((String) message.get("topic")).startsWith(topic));
      }
    });
  }

  @Test
  @SuppressWarnings("unchecked")
  void everyLineIsAnEventOfAKnownTypeAndFitsItsSchema() throws IOException {
    for (String line : Files.readAllLines(SEED)) {
      Map<String, Object> publication = InProcess.object(line);
      String topic = (String) publication.get("topic");
      String type = (String) publication.get("type");
      var schema =
          EventSchema.findOrDynamic(
              (String) publication.get("instance"), topic.split(":", 2)[0], type);
      var metadata = (Map<String, ?>) publication.getOrDefault("metadata", Map.of());

      assertThat(schema).as(line).isPresent();
      assertThat(schema.get().mismatch(topic, type, publication.get("data"), metadata))
          .as(line)
          .isEmpty();
      assertThat(schema.get().read(topic, type, publication.get("data"), metadata))
          .as(line)
          .isPresent();
    }
  }

  @Test
  void theArchitecturesOwnExamplesAreInIt() throws IOException {
    assertThat(Files.readAllLines(SEED))
        .filteredOn(line -> line.contains("\"time\":1672531200000,"))
        .extracting(line -> InProcess.object(line).get("type"))
        .containsExactlyInAnyOrder(
            "registration_success",
            "registration_attempt",
            "authentication_failure",
            "user_action",
            "critical_alert",
            "process_started");
  }
}
