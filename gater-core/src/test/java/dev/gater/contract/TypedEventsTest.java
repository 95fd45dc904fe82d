package dev.gater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import dev.gater.Gater;
import dev.gater.Message;
import dev.gater.Publication;
import dev.gater.Publication.Reason;
import dev.gater.PublishOptions;
import dev.gater.Subscription;
import dev.gater.SubscriptionOptions;
import dev.gater.event.AuthenticationEvent;
import dev.gater.event.Event;
import dev.gater.event.HealthEvent;
import dev.gater.event.ProcessStarted;
import dev.gater.event.ProjectionUpdate;
import dev.gater.event.Severity;
import dev.gater.event.StreamEvent;
import dev.gater.event.SubscriptionHealth;
import dev.gater.event.SubscriptionMetrics;
import dev.gater.event.SystemAlert;
import dev.gater.event.UserAction;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Typed events through an instance, and raw messages read as typed events. */
class TypedEventsTest {
  private static final Instant THEN = Instant.ofEpochMilli(1672531200000L);

  @RegisterExtension final Nodes nodes = new Nodes();

  private static <E extends Event> Message<E> only(Recorder<E> recorder) {
    return recorder.await(1).messages().getFirst();
  }

  @Test
  void aTypedEventGoesWhereItsFieldsSay() {
    Gater gater = nodes.open();
    var recorder = Recorder.on(gater.health(), "*");
    SubscriptionHealth event =
        new SubscriptionHealth(
            "production_store",
            "user_projection",
            SubscriptionHealth.State.REGISTRATION_SUCCESS,
            "0.123.0",
            "0.124.0",
            THEN,
            null);

    gater.health().publish(event, PublishOptions.none().time(THEN));

    Message<HealthEvent> message = only(recorder);
    assertThat(message.instance()).isEqualTo("health");
    assertThat(message.topic()).isEqualTo("subscription_health:production_store:user_projection");
    assertThat(message.type()).isEqualTo("registration_success");
    assertThat(message.time()).isEqualTo(THEN);
    assertThat(message.schemaVersion()).isEqualTo(1);
    assertThat(message.event()).containsSame(event);
    assertThat(message.data())
        .asInstanceOf(MAP)
        .containsExactly(
            entry("store_id", "production_store"),
            entry("subscription_name", "user_projection"),
            entry("proxy_pid", "0.123.0"),
            entry("subscriber_pid", "0.124.0"),
            entry("registration_time", "2023-01-01T00:00:00Z"));
  }

  @Test
  void aRawHealthEventThatFitsIsTyped() {
    Gater gater = nodes.open();
    var recorder = Recorder.on(gater.health(), "*");

    gater
        .health()
        .publish(
            "subscription_health:production_store:user_projection",
            "registration_success",
            Map.of(
                "store_id", "production_store",
                "subscription_name", "user_projection",
                "event_type", "registration_success",
                "timestamp", THEN.toEpochMilli()),
            PublishOptions.none()
                .time(THEN)
                .metadata(
                    Map.of(
                        "proxy_pid", "0.123.0",
                        "subscriber_pid", "0.124.0",
                        "registration_time", THEN.toEpochMilli())));

    assertThat(only(recorder).event())
        .contains(
            new SubscriptionHealth(
                "production_store",
                "user_projection",
                SubscriptionHealth.State.REGISTRATION_SUCCESS,
                "0.123.0",
                "0.124.0",
                THEN,
                null));
  }

  @Test
  void aRawMetricsEventThatFitsIsTyped() {
    Gater gater = nodes.open();
    var recorder = Recorder.on(gater.metrics(), "*");

    gater
        .metrics()
        .publish(
            "subscription_metrics:production_store:user_projection",
            "registration_attempt",
            Map.of("result", "ok", "source", "subscription_metrics", "processing_time_ms", 45));

    assertThat(only(recorder).event())
        .get()
        .isInstanceOfSatisfying(
            SubscriptionMetrics.class,
            event -> {
              assertThat(event.storeId()).isEqualTo("production_store");
              assertThat(event.subscriptionName()).isEqualTo("user_projection");
              assertThat(event.result()).isEqualTo("ok");
              assertThat(event.source()).isEqualTo("subscription_metrics");
              assertThat(event.processingTimeMs()).isEqualTo(45L);
            });
  }

  @Test
  void aRawSecurityEventThatFitsIsTyped() {
    Gater gater = nodes.open();
    var recorder = Recorder.on(gater.security(), "security_events:*");

    gater
        .security()
        .publish(
            "security_events:authentication",
            "authentication_failure",
            Map.of(
                "user_id",
                "suspicious_user",
                "ip_address",
                "192.0.2.1",
                "reason",
                "invalid_credentials",
                "metadata",
                Map.of("attempt_count", 5, "user_agent", "curl/7.68.0")));

    assertThat(only(recorder).event())
        .get()
        .isInstanceOfSatisfying(
            AuthenticationEvent.class,
            event -> {
              assertThat(event.state()).isEqualTo(AuthenticationEvent.State.AUTHENTICATION_FAILURE);
              assertThat(event.userId()).isEqualTo("suspicious_user");
              assertThat(event.ipAddress()).isEqualTo("192.0.2.1");
              assertThat(event.reason()).isEqualTo("invalid_credentials");
              assertThat(event.attemptCount()).isEqualTo(5);
              assertThat(event.userAgent()).isEqualTo("curl/7.68.0");
            });
  }

  @Test
  void aRawAuditEventThatFitsIsTyped() {
    Gater gater = nodes.open();
    var recorder = Recorder.on(gater.audit(), "audit_trail:*");

    gater
        .audit()
        .publish(
            "audit_trail:user_actions",
            "user_action",
            Map.of(
                "user_id",
                "admin_user",
                "action",
                "delete_subscription",
                "resource",
                "subscription_123",
                "metadata",
                Map.of(
                    "store_id",
                    "production_store",
                    "ip_address",
                    "192.0.2.1",
                    "session_id",
                    "sess_abc123")));

    assertThat(only(recorder).event())
        .contains(
            new UserAction(
                "admin_user",
                "delete_subscription",
                "subscription_123",
                "production_store",
                "192.0.2.1",
                "sess_abc123",
                null,
                null));
  }

  @Test
  void aTypedAlertCarriesTheFieldsOfTheExample() {
    Gater gater = nodes.open();
    var recorder = Recorder.on(gater.alerts(), "system_alerts:critical");

    gater
        .alerts()
        .publish(
            new SystemAlert(
                SystemAlert.Level.CRITICAL,
                Severity.HIGH,
                "subscription_system",
                "Circuit breaker opened for multiple subscriptions",
                null,
                5,
                "50% of real-time projections offline",
                true,
                null,
                null));

    assertThat(only(recorder).type()).isEqualTo("critical_alert");
    assertThat(only(recorder).data())
        .asInstanceOf(MAP)
        .containsEntry("severity", "high")
        .containsEntry("component", "subscription_system")
        .containsEntry("message", "Circuit breaker opened for multiple subscriptions")
        .containsEntry("affected_subscriptions", 5)
        .containsEntry("estimated_impact", "50% of real-time projections offline")
        .containsEntry("escalation_required", true);
  }

  @Test
  void aTypedLifecycleEventCarriesTheFieldsOfTheExample() {
    Gater gater = nodes.open();
    var recorder = Recorder.on(gater.lifecycle(), "process_lifecycle:*");

    gater
        .lifecycle()
        .publish(
            new ProcessStarted(
                "subscription_proxies",
                "subscription_proxy",
                "0.789.0",
                null,
                "production_store",
                "user_projection",
                "0.456.0",
                0));

    assertThat(only(recorder).topic()).isEqualTo("process_lifecycle:subscription_proxies");
    assertThat(only(recorder).type()).isEqualTo("process_started");
    assertThat(only(recorder).data())
        .asInstanceOf(MAP)
        .containsEntry("process_type", "subscription_proxy")
        .containsEntry("pid", "0.789.0")
        .containsEntry("store_id", "production_store")
        .containsEntry("subscription_name", "user_projection")
        .containsEntry("supervisor", "0.456.0")
        .containsEntry("restart_count", 0);
  }

  @Test
  void aDomainEventIsItsOwnData() {
    Gater gater = nodes.open();
    var recorder = Recorder.on(gater.events(), "event_stream:*");

    gater.events().publish("event_stream:order-1", "order_placed", Map.of("total", 12));

    assertThat(only(recorder).event())
        .contains(new StreamEvent("order-1", "order_placed", Map.of("total", 12)));
  }

  @Test
  void dataThatDoesNotFitHasNoEventAndIsDelivered() {
    Gater gater = nodes.open();
    var recorder = Recorder.on(gater.health(), "*");

    gater.health().publish("nobody:knows", "this_type", Map.of("a", 1));
    gater.health().publish("node_health:n1", "healthy", "not a map");

    assertThat(recorder.await(2).messages())
        .extracting(Message::event)
        .allSatisfy(event -> assertThat(event).isEmpty());
    assertThat(recorder.data()).isEqualTo(List.of(Map.of("a", 1), "not a map"));
  }

  @Test
  void anIdentifierThatIsNoSegmentIsRefusedByItsName() {
    Gater gater = nodes.open();
    var state = SubscriptionHealth.State.REGISTRATION_SUCCESS;

    for (String illegal : List.of("", "a b", "a:b", "*", "a+", "\u0007", "\ud800")) {
      Publication publication =
          gater.health().publish(new SubscriptionHealth("production_store", illegal, state));

      assertThat(publication.accepted()).isFalse();
      assertThat(publication.reason()).isEqualTo(Reason.INVALID_TOPIC);
      assertThat(publication.detail()).contains("subscriptionName").contains("position");
    }
    assertThat(gater.health().publish(new SubscriptionHealth("x".repeat(300), "a", state)).reason())
        .isEqualTo(Reason.INVALID_TOPIC);
  }

  @Test
  void theEventsInstanceRefusesRegisteredTypesThatDoNotFit() {
    Gater gater = nodes.open();
    var recorder = Recorder.on(gater.events(), "*");

    Publication wrong =
        gater
            .events()
            .publish(
                "projection_updates:orders",
                "projection_update",
                Map.of("applied_version", "seven"));
    Publication right =
        gater
            .events()
            .publish(
                "projection_updates:orders", "projection_update", Map.of("applied_version", 7));
    Publication unknown =
        gater.events().publish("projection_updates:orders", "rebuilt", Map.of("lag", "none"));

    assertThat(wrong.reason()).isEqualTo(Reason.INVALID_DATA);
    assertThat(wrong.detail()).contains("applied_version");
    assertThat(right.accepted()).isTrue();
    assertThat(unknown.accepted()).isTrue();
    assertThat(recorder.await(2).messages().getFirst().event())
        .get()
        .isInstanceOfSatisfying(
            ProjectionUpdate.class, event -> assertThat(event.appliedVersion()).isEqualTo(7L));
  }

  @Test
  void fieldsThatTheSchemaDoesNotKnowStay() {
    Gater gater = nodes.open();
    var recorder = Recorder.on(gater.audit(), "*");
    Map<String, Object> data =
        Map.of("user_id", "u", "action", "a", "resource", "r", "approved_by", "someone");

    gater.audit().publish("audit_trail:user_actions", "user_action", data);

    assertThat(only(recorder).event()).isPresent();
    assertThat(only(recorder).data()).isEqualTo(data);
  }

  @Test
  void aCustomInstanceTakesRawMessages() {
    Gater gater = nodes.open("billing", policy -> policy);
    Gate gate = nodes.gate();
    try (Subscription subscription =
        gater
            .instance("billing")
            .subscribe(
                SubscriptionOptions.of("invoice:*").name("clerk"),
                message -> {
                  if (message.data() instanceof Integer) {
                    gate.open();
                    gate.pass();
                  }
                })) {
      gater.instance("billing").publish("invoice:7", "sent", 7);

      gate.awaitSomebody();
      assertThat(subscription.instance()).isEqualTo("billing");
    }
  }

  @Test
  void theMapOfATypedEventIsHeldToWhatRawDataIs() {
    Gater gater = nodes.open();
    ArrayDeque<Object> itself = new ArrayDeque<>();
    itself.add(itself);

    for (Object strange : List.of(itself, new Object(), Double.NaN)) {
      Publication publication =
          gater.events().publish(new StreamEvent("s", "happened", Map.of("strange", strange)));

      assertThat(publication.reason()).isEqualTo(Reason.INVALID_DATA);
    }
  }
}
