package dev.gater.examples;

import dev.gater.Gater;
import dev.gater.Message;
import dev.gater.PublishOptions;
import dev.gater.event.ProcessCrashed;
import dev.gater.event.ProcessRestarted;
import dev.gater.event.Severity;
import dev.gater.event.SubscriptionHealth;
import dev.gater.event.SubscriptionHealth.State;
import dev.gater.event.SystemAlert;
import dev.gater.event.SystemAlert.Level;
import java.time.Instant;
import java.util.Comparator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** One time line of alerts, health and life cycle, as somebody who is called at night wants it. */
public final class IncidentResponse {
  private final Queue<Message<?>> seen = new ConcurrentLinkedQueue<>();

  private IncidentResponse(Gater gater) {
    gater.alerts().subscribe("system_alerts:*", seen::add);
    gater.health().subscribe("subscription_health:*", seen::add);
    gater.lifecycle().subscribe("process_lifecycle:*", seen::add);
  }

  private void print() {
    seen.stream()
        .sorted(Comparator.comparing(Message::time))
        .map(message -> message.time() + " " + message.instance() + " " + message.type())
        .forEach(System.out::println);
  }

  private static PublishOptions at(int second) {
    return PublishOptions.none().time(Instant.parse("2026-01-01T03:00:00Z").plusSeconds(second));
  }

  /** Runs it. */
  public static void main(String[] args) {
    IncidentResponse response;
    try (Gater gater = Gater.open()) {
      response = new IncidentResponse(gater);
      gater
          .lifecycle()
          .publish(new ProcessCrashed("payments", "worker", "4711", "out of memory"), at(0));
      gater
          .alerts()
          .publish(
              new SystemAlert(Level.CRITICAL, Severity.HIGH, "payments", "no worker is left"),
              at(2));
      gater
          .health()
          .publish(new SubscriptionHealth("orders", "invoices", State.DISCONNECTED), at(1));
      gater
          .lifecycle()
          .publish(
              new ProcessRestarted(
                  "payments", "worker", "4712", 1, "4711", null, null, null, null, null, null),
              at(30));
    }
    response.print();
  }
}
