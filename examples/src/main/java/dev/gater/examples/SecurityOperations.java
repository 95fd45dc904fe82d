package dev.gater.examples;

import dev.gater.Gater;
import dev.gater.Message;
import dev.gater.event.AdminOperation;
import dev.gater.event.AuthenticationEvent;
import dev.gater.event.AuthenticationEvent.State;
import dev.gater.event.Severity;
import dev.gater.event.SystemAlert;
import dev.gater.event.SystemAlert.Level;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Security, audit and critical alerts beside each other, with a count of failed logins by user. */
public final class SecurityOperations {
  private final Map<String, Integer> failures = new ConcurrentSkipListMap<>();

  private SecurityOperations(Gater gater) {
    gater
        .security()
        .subscribe(
            "security_events:*",
            message ->
                message
                    .event()
                    .filter(AuthenticationEvent.class::isInstance)
                    .map(AuthenticationEvent.class::cast)
                    .ifPresent(this::count));
    gater.audit().subscribe("audit_trail:*", SecurityOperations::show);
    gater.alerts().subscribe("system_alerts:critical", SecurityOperations::show);
  }

  private void count(AuthenticationEvent event) {
    if (event.state() == State.AUTHENTICATION_FAILURE) {
      failures.merge(String.valueOf(event.userId()), 1, Integer::sum);
    }
  }

  private static void show(Message<?> message) {
    System.out.println(message.instance() + ": " + message.type() + " " + message.data());
  }

  private static AuthenticationEvent login(State state, String user) {
    return new AuthenticationEvent(state, user, "192.0.2.17", null, null, null, null, null);
  }

  /** Runs it. */
  public static void main(String[] args) {
    SecurityOperations centre;
    try (Gater gater = Gater.open()) {
      centre = new SecurityOperations(gater);
      for (int attempt = 0; attempt < 3; attempt++) {
        gater.security().publish(login(State.AUTHENTICATION_FAILURE, "suspicious_user"));
      }
      gater.security().publish(login(State.AUTHENTICATION_SUCCESS, "admin_user"));
      gater.audit().publish(new AdminOperation("admin_user", "lock_account", "suspicious_user"));
      gater
          .alerts()
          .publish(new SystemAlert(Level.CRITICAL, Severity.HIGH, "login", "password spraying"));
      gater.alerts().publish(new SystemAlert(Level.WARNING, Severity.LOW, "disk", "80 % full"));
    }
    centre.failures.forEach(
        (user, count) -> System.out.println(user + " failed " + count + " times"));
  }
}
