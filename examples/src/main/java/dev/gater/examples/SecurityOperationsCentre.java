package dev.gater.examples;

import dev.gater.Gater;
import dev.gater.Message;
import dev.gater.event.AlertEvent;
import dev.gater.event.AuditEvent;
import dev.gater.event.AuthenticationEvent;
import dev.gater.event.SecurityEvent;
import dev.gater.event.Severity;
import dev.gater.event.SystemAlert;
import dev.gater.event.UserAction;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The security operations centre: who could not get in, who did what, and what can't wait. Three
 * instances in one watch, and a flood on one would not delay the others.
 */
public final class SecurityOperationsCentre {
  private static final int SUSPICIOUS = 5;

  private final Map<String, Integer> failures = new ConcurrentSkipListMap<>();
  private final Queue<String> actions = new ConcurrentLinkedQueue<>();
  private final Queue<String> critical = new ConcurrentLinkedQueue<>();

  private SecurityOperationsCentre() {}

  /** Runs it. */
  public static void main(String[] args) {
    SecurityOperationsCentre centre = new SecurityOperationsCentre();
    try (Gater gater = Gater.open()) {
      gater.security().subscribe("security_events:*", centre::security);
      gater.audit().subscribe("audit_trail:*", centre::audit);
      gater.alerts().subscribe("system_alerts:critical", centre::alert);
      somethingHappens(gater);
    }
    centre.show();
  }

  private static void somethingHappens(Gater gater) {
    var failed = AuthenticationEvent.State.AUTHENTICATION_FAILURE;
    gater.security().publish(new AuthenticationEvent(failed, "forgetful_user"));
    for (int attempt = 0; attempt < SUSPICIOUS; attempt++) {
      gater.security().publish(new AuthenticationEvent(failed, "suspicious_user"));
    }
    gater.audit().publish(new UserAction("admin_user", "delete_subscription", "subscription_123"));
    gater
        .alerts()
        .publish(
            new SystemAlert(
                SystemAlert.Level.WARNING, Severity.LOW, "disk", "A disk will be full in a week"));
    gater
        .alerts()
        .publish(
            new SystemAlert(
                SystemAlert.Level.CRITICAL,
                Severity.HIGH,
                "subscription_system",
                "Circuit breaker opened for multiple subscriptions"));
  }

  private void security(Message<SecurityEvent> message) {
    if (message.event().orElse(null) instanceof AuthenticationEvent attempt
        && attempt.state() == AuthenticationEvent.State.AUTHENTICATION_FAILURE
        && attempt.userId() != null) {
      failures.merge(attempt.userId(), 1, Integer::sum);
    }
  }

  private void audit(Message<AuditEvent> message) {
    if (message.event().orElse(null) instanceof UserAction action) {
      actions.add(action.userId() + " did " + action.action() + " on " + action.resource());
    }
  }

  private void alert(Message<AlertEvent> message) {
    if (message.event().orElse(null) instanceof SystemAlert alert) {
      critical.add(alert.severity() + ": " + alert.message());
    }
  }

  private void show() {
    critical.forEach(alert -> System.out.println("ALERT  " + alert));
    failures.forEach((user, count) -> {
      if (count >= SUSPICIOUS) {
        System.out.println("LOOK   " + user + " failed to log in " + count + " times");
      }
    });
    actions.forEach(action -> System.out.println("audit  " + action));
  }
}
