package dev.gater.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The example events of the architecture that Gater began with, field by field. */
class SeedExamplesTest {
  private static final long TIME = 1672531200000L;
  private static final String TIME_TEXT = "2023-01-01T00:00:00Z";

  /** Both ways: the nested form of the example reads as the event, and the event has this data. */
  private static <E extends Event> void assertExample(
      E event, String topic, String type, Map<String, ?> example, Map<String, ?> data) {
    EventSchema<E> schema = EventSchema.of(event);

    assertThat(event.topic()).isEqualTo(topic);
    assertThat(event.type()).isEqualTo(type);
    assertThat(schema.data(event)).isEqualTo(data);
    assertThat(schema.mismatch(topic, type, example, Map.of())).isEmpty();
    assertThat(schema.read(topic, type, example, Map.of())).contains(event);
    assertThat(schema.read(topic, type, data, Map.of())).contains(event);
  }

  @Test
  void health() {
    assertExample(
        new SubscriptionHealth(
            "production_store",
            "user_projection",
            SubscriptionHealth.State.REGISTRATION_SUCCESS,
            "0.123.0",
            "0.124.0",
            Instant.ofEpochMilli(TIME),
            null),
        "subscription_health:production_store:user_projection",
        "registration_success",
        Map.of(
            "store_id",
            "production_store",
            "subscription_name",
            "user_projection",
            "event_type",
            "registration_success",
            "timestamp",
            TIME,
            "metadata",
            Map.of("proxy_pid", "0.123.0", "subscriber_pid", "0.124.0", "registration_time", TIME)),
        Map.of(
            "store_id",
            "production_store",
            "subscription_name",
            "user_projection",
            "proxy_pid",
            "0.123.0",
            "subscriber_pid",
            "0.124.0",
            "registration_time",
            TIME_TEXT));
  }

  @Test
  void metrics() {
    assertExample(
        new SubscriptionMetrics(
            "production_store",
            "user_projection",
            SubscriptionMetrics.State.REGISTRATION_ATTEMPT,
            "ok",
            "subscription_metrics",
            45L,
            null,
            null,
            null,
            null),
        "subscription_metrics:production_store:user_projection",
        "registration_attempt",
        Map.of(
            "store_id",
            "production_store",
            "subscription_name",
            "user_projection",
            "event_type",
            "registration_attempt",
            "timestamp",
            TIME,
            "metadata",
            Map.of("result", "ok", "source", "subscription_metrics", "processing_time_ms", 45)),
        Map.of(
            "store_id",
            "production_store",
            "subscription_name",
            "user_projection",
            "result",
            "ok",
            "source",
            "subscription_metrics",
            "processing_time_ms",
            45L));
  }

  @Test
  void security() {
    assertExample(
        new AuthenticationEvent(
            AuthenticationEvent.State.AUTHENTICATION_FAILURE,
            "suspicious_user",
            "***REDACTED***",
            "invalid_credentials",
            5,
            "curl/7.68.0",
            null,
            null),
        "security_events:authentication",
        "authentication_failure",
        Map.of(
            "event_type",
            "authentication_failure",
            "user_id",
            "suspicious_user",
            "ip_address",
            "***REDACTED***",
            "timestamp",
            TIME,
            "reason",
            "invalid_credentials",
            "metadata",
            Map.of("attempt_count", 5, "user_agent", "curl/7.68.0")),
        Map.of(
            "user_id",
            "suspicious_user",
            "ip_address",
            "***REDACTED***",
            "reason",
            "invalid_credentials",
            "attempt_count",
            5,
            "user_agent",
            "curl/7.68.0"));
  }

  @Test
  void audit() {
    assertExample(
        new UserAction(
            "admin_user",
            "delete_subscription",
            "subscription_123",
            "production_store",
            "***REDACTED***",
            "sess_abc123",
            null,
            null),
        "audit_trail:user_actions",
        "user_action",
        Map.of(
            "event_type",
            "user_action",
            "user_id",
            "admin_user",
            "action",
            "delete_subscription",
            "resource",
            "subscription_123",
            "timestamp",
            TIME,
            "metadata",
            Map.of(
                "store_id",
                "production_store",
                "ip_address",
                "***REDACTED***",
                "session_id",
                "sess_abc123")),
        Map.of(
            "user_id",
            "admin_user",
            "action",
            "delete_subscription",
            "resource",
            "subscription_123",
            "store_id",
            "production_store",
            "ip_address",
            "***REDACTED***",
            "session_id",
            "sess_abc123"));
  }

  @Test
  void alerts() {
    String impact = "50% of real-time projections offline";
    String message = "Circuit breaker opened for multiple subscriptions";
    assertExample(
        new SystemAlert(
            SystemAlert.Level.CRITICAL,
            Severity.HIGH,
            "subscription_system",
            message,
            null,
            5,
            impact,
            true,
            null,
            null),
        "system_alerts:critical",
        "critical_alert",
        Map.of(
            "event_type",
            "critical_alert",
            "severity",
            "high",
            "component",
            "subscription_system",
            "message",
            message,
            "timestamp",
            TIME,
            "metadata",
            Map.of(
                "affected_subscriptions",
                5,
                "estimated_impact",
                impact,
                "escalation_required",
                true)),
        Map.of(
            "severity",
            "high",
            "component",
            "subscription_system",
            "message",
            message,
            "affected_subscriptions",
            5,
            "estimated_impact",
            impact,
            "escalation_required",
            true));
  }

  @Test
  void lifecycle() {
    assertExample(
        new ProcessStarted(
            "subscription_proxies",
            "subscription_proxy",
            "0.789.0",
            null,
            "production_store",
            "user_projection",
            "0.456.0",
            0),
        "process_lifecycle:subscription_proxies",
        "process_started",
        Map.of(
            "event_type",
            "process_started",
            "process_type",
            "subscription_proxy",
            "pid",
            "0.789.0",
            "timestamp",
            TIME,
            "metadata",
            Map.of(
                "store_id",
                "production_store",
                "subscription_name",
                "user_projection",
                "supervisor",
                "0.456.0",
                "restart_count",
                0)),
        Map.of(
            "component",
            "subscription_proxies",
            "process_type",
            "subscription_proxy",
            "pid",
            "0.789.0",
            "store_id",
            "production_store",
            "subscription_name",
            "user_projection",
            "supervisor",
            "0.456.0",
            "restart_count",
            0));
  }
}
