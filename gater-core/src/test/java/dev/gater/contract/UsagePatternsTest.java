package dev.gater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gater.Gater;
import dev.gater.InstanceName;
import dev.gater.Message;
import dev.gater.OverloadPolicy;
import dev.gater.Policy;
import dev.gater.PubSub;
import dev.gater.Publication;
import dev.gater.SubscriptionOptions;
import dev.gater.WhenFull;
import dev.gater.event.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each instance is for, and how those who watch a system subscribe. */
class UsagePatternsTest {
  private static final List<String> TYPICAL =
      List.of(
          "events event_stream:order-1",
          "events projection_updates:orders",
          "events aggregate_events:order-1",
          "system system_status:database",
          "system configuration_changes:payments",
          "system service_discovery:node-1",
          "logging logs:payments:error",
          "logging structured_logs:payments",
          "logging error_reports:payments",
          "health subscription_health:production_store:user_projection",
          "health process_health:payments",
          "health circuit_breaker_status:payments",
          "metrics subscription_metrics:production_store:user_projection",
          "metrics performance_metrics:payments",
          "metrics throughput_stats:payments",
          "security security_events:authentication",
          "security security_events:authorization",
          "security threat_detection:payments",
          "security access_violations:vault",
          "audit audit_trail:user_actions",
          "audit audit_trail:admin_operations",
          "audit compliance_events:gdpr",
          "alerts system_alerts:critical",
          "alerts system_alerts:warning",
          "alerts incident_alerts:high",
          "diagnostics diagnostics:performance_trace",
          "diagnostics diagnostics:memory_analysis",
          "diagnostics diagnostics:connection_pool",
          "lifecycle process_lifecycle:subscription_proxies",
          "lifecycle process_lifecycle:supervisors",
          "lifecycle process_lifecycle:payments");

  @RegisterExtension final Nodes nodes = new Nodes();

  /** Subscribes, publishes every typical topic of every instance, and tells what arrived. */
  private List<String> seenBy(String... subscriptions) {
    Gater gater = nodes.open();
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    for (String subscription : subscriptions) {
      String[] parts = subscription.split("=", 2);
      listen(gater.instance(parts[0]), parts[1], seen);
    }
    for (String typical : TYPICAL) {
      String[] parts = typical.split(" ", 2);
      assertThat(gater.instance(parts[0]).publish(parts[1], "told", Map.of()).accepted()).isTrue();
    }
    gater.drain();
    return seen;
  }

  private static <E extends Event> void listen(
      PubSub<E> instance, String pattern, List<String> seen) {
    instance.subscribe(pattern, message -> seen.add(place(message)));
  }

  private static String place(Message<?> message) {
    return message.instance() + " " + message.topic();
  }

  @Test
  void theHealthDashboard() {
    assertThat(seenBy("health=subscription_health:*", "lifecycle=process_lifecycle:*"))
        .containsExactlyInAnyOrder(
            "health subscription_health:production_store:user_projection",
            "lifecycle process_lifecycle:subscription_proxies",
            "lifecycle process_lifecycle:supervisors",
            "lifecycle process_lifecycle:payments");
  }

  @Test
  void theSecurityOperationsCentre() {
    assertThat(
            seenBy(
                "security=security_events:*",
                "audit=audit_trail:*",
                "alerts=system_alerts:critical"))
        .containsExactlyInAnyOrder(
            "security security_events:authentication",
            "security security_events:authorization",
            "audit audit_trail:user_actions",
            "audit audit_trail:admin_operations",
            "alerts system_alerts:critical");
  }

  @Test
  void performanceMonitoring() {
    assertThat(
            seenBy("metrics=subscription_metrics:*", "diagnostics=diagnostics:performance_trace"))
        .containsExactlyInAnyOrder(
            "metrics subscription_metrics:production_store:user_projection",
            "diagnostics diagnostics:performance_trace");
  }

  @Test
  void incidentResponse() {
    assertThat(
            seenBy(
                "alerts=system_alerts:*",
                "health=subscription_health:*",
                "lifecycle=process_lifecycle:*"))
        .containsExactlyInAnyOrder(
            "alerts system_alerts:critical",
            "alerts system_alerts:warning",
            "health subscription_health:production_store:user_projection",
            "lifecycle process_lifecycle:subscription_proxies",
            "lifecycle process_lifecycle:supervisors",
            "lifecycle process_lifecycle:payments");
  }

  @Test
  void everyInstanceTakesItsTypicalTopics() {
    String[] everything =
        InstanceName.DEDICATED.stream().map(name -> name + "=*").toArray(String[]::new);

    assertThat(seenBy(everything)).containsExactlyInAnyOrderElementsOf(TYPICAL);
  }

  @Test
  void theTenAreListedInTheirOrderAndCustomOnesAfterThem() {
    Gater gater =
        nodes.open(config ->
            config
                .instance("zoo", policy -> policy)
                .instance("billing", policy -> policy.ring(16)));

    List<String> expected = new ArrayList<>(InstanceName.DEDICATED);
    expected.addAll(List.of("billing", "zoo"));
    assertThat(gater.instances()).extracting(PubSub::name).containsExactlyElementsOf(expected);
    assertThat(gater.instance("billing").policy().ring()).isEqualTo(16);
  }

  @ParameterizedTest
  @CsvSource({
    "health,health",
    "ex_esdb_health,health",
    ":ex_esdb_health,health",
    ":ex_esdb_audit,audit"
  })
  void anInstanceAnswersToItsAliases(String alias, String name) {
    assertThat(nodes.open().instance(alias).name()).isEqualTo(name);
  }

  @Test
  void anInstanceThatIsNotThereIsNamedWithTheNearest() {
    Gater gater = nodes.open();

    assertThat(gater.find("helth")).isEmpty();
    assertThat(gater.find("not a name")).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> gater.instance("helth"))
        .withMessageContaining("helth")
        .withMessageContaining("'health'");
  }

  @ParameterizedTest
  @CsvSource({
    "events, 1000, CATCH_UP",
    "system, 100, CATCH_UP",
    "logging, 0, DROP_OLDEST",
    "health, 100, CONFLATE",
    "metrics, 0, DROP_OLDEST",
    "security, 1000, CATCH_UP",
    "audit, 5000, CATCH_UP",
    "alerts, 1000, CATCH_UP",
    "diagnostics, 0, DROP_OLDEST",
    "lifecycle, 100, CATCH_UP"
  })
  void everyInstanceHasItsDefaultPolicy(String name, long waitMillis, OverloadPolicy slow) {
    Policy policy = nodes.open().instance(name).policy();

    assertThat(policy.slowSubscriber()).isEqualTo(slow);
    assertThat(policy.whenFull() instanceof WhenFull.Wait(var atMost) ? atMost.toMillis() : 0)
        .isEqualTo(waitMillis);
  }

  @Test
  void diagnosticsCostNothingWhileNobodyListens() {
    Gater gater = nodes.open();

    Publication unheard = gater.diagnostics().publish("diagnostics:state_dump", "dumped", 1);
    var listener = Recorder.on(gater.diagnostics(), "diagnostics:*");
    Publication heard = gater.diagnostics().publish("diagnostics:state_dump", "dumped", 2);

    assertThat(unheard.accepted()).isTrue();
    assertThat(unheard.sequence()).isZero();
    assertThat(heard.sequence()).isEqualTo(1);
    assertThat(listener.await(1).data()).containsExactly(2);
    assertThat(unheard.id()).isNotEqualTo(heard.id()).isNotEmpty();
  }

  @Test
  void aHundredThousandMessagesOnEveryInstanceAllArrive() {
    Gater gater =
        nodes.open(config -> {
          var changed = config;
          for (String name : InstanceName.DEDICATED) {
            changed = changed.instance(name, policy -> policy.keep(policy.keep().count(100)));
          }
          return changed;
        });
    int each = 10_000;
    Map<String, long[]> counts = new LinkedHashMap<>();
    for (PubSub<?> instance : gater.instances()) {
      long[] count = counts.computeIfAbsent(instance.name(), name -> new long[1]);
      count(instance, count);
    }
    for (PubSub<?> instance : gater.instances()) {
      nodes.inBackground(() -> {
        for (int i = 0; i < each; i++) {
          while (!instance.publish("topic:" + i % 100, "counted", i).accepted()) {
            Thread.onSpinWait();
          }
        }
        return each;
      });
    }

    for (PubSub<?> instance : gater.instances()) {
      Waits.until(
          "all of " + instance.name(),
          () -> {
            var stats = instance.stats();
            return stats.delivered() == each && stats.inFlight() == 0;
          });
    }
    gater.drain();
    assertThat(counts.values()).allSatisfy(count -> assertThat(count[0]).isEqualTo(each));
  }

  private static <E extends Event> void count(PubSub<E> instance, long[] count) {
    instance.subscribe(
        SubscriptionOptions.of("topic:*").holdsPublishers(Duration.ofSeconds(30)),
        message -> count[0]++);
  }
}
