package dev.gater.examples;

import dev.gater.Gater;
import dev.gater.event.HealthEvent;
import dev.gater.event.LifecycleEvent;
import dev.gater.event.ProcessCrashed;
import dev.gater.event.ProcessRestarted;
import dev.gater.event.ProcessStarted;
import dev.gater.event.SubscriptionHealth;
import dev.gater.event.SubscriptionHealth.State;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** One line for each subscription and process: how it was last heard to be. */
public final class HealthDashboard {
  private final Map<String, String> lines = new ConcurrentSkipListMap<>();

  private HealthDashboard(Gater gater) {
    gater
        .health()
        .subscribe("subscription_health:*", message -> message.event().ifPresent(this::show));
    gater
        .lifecycle()
        .subscribe("process_lifecycle:*", message -> message.event().ifPresent(this::show));
  }

  private void show(HealthEvent event) {
    if (event instanceof SubscriptionHealth health) {
      lines.put(
          "subscription " + health.storeId() + "/" + health.subscriptionName(),
          health.type() + (health.reason() == null ? "" : " (" + health.reason() + ")"));
    }
  }

  private void show(LifecycleEvent event) {
    switch (event) {
      case ProcessStarted started -> lines.put("process " + started.component(), "running");
      case ProcessCrashed crashed ->
          lines.put("process " + crashed.component(), "crashed: " + crashed.reason());
      case ProcessRestarted restarted ->
          lines.put(
              "process " + restarted.component(),
              "running again, restart " + restarted.restartCount());
      default -> {}
    }
  }

  /** Runs it. */
  public static void main(String[] args) {
    HealthDashboard dashboard;
    try (Gater gater = Gater.open()) {
      dashboard = new HealthDashboard(gater);
      gater.lifecycle().publish(new ProcessStarted("payments", "worker", "4711"));
      gater
          .health()
          .publish(new SubscriptionHealth("orders", "invoices", State.REGISTRATION_SUCCESS));
      gater
          .health()
          .publish(
              new SubscriptionHealth(
                  "orders",
                  "mails",
                  State.REGISTRATION_FAILURE,
                  null,
                  null,
                  null,
                  "no such store"));
      gater.lifecycle().publish(new ProcessCrashed("payments", "worker", "4711", "out of memory"));
    }
    dashboard.lines.forEach((what, state) -> System.out.println(what + ": " + state));
  }
}
