package dev.gater.examples;

import dev.gater.Gater;
import dev.gater.Message;
import dev.gater.event.HealthEvent;
import dev.gater.event.LifecycleEvent;
import dev.gater.event.ProcessCrashed;
import dev.gater.event.ProcessStarted;
import dev.gater.event.SubscriptionHealth;
import dev.gater.event.SubscriptionHealth.State;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The health dashboard: how each subscription is, and how often each kind of process crashed.
 *
 * <p>The health instance keeps only the newest message of a topic for a subscriber that is behind.
 * A dashboard wants just that: what is, not what was.
 */
public final class HealthDashboard {
  private final Map<String, SubscriptionHealth> subscriptions = new ConcurrentSkipListMap<>();
  private final Map<String, Integer> crashes = new ConcurrentSkipListMap<>();

  private HealthDashboard() {}

  /** Runs it. */
  public static void main(String[] args) {
    HealthDashboard dashboard = new HealthDashboard();
    try (Gater gater = Gater.open()) {
      gater.health().subscribe("subscription_health:*", dashboard::health);
      gater.lifecycle().subscribe("process_lifecycle:*", dashboard::lifecycle);
      somethingHappens(gater);
    }
    dashboard.show();
  }

  private static void somethingHappens(Gater gater) {
    String store = "production_store";
    var health = gater.health();
    health.publish(new SubscriptionHealth(store, "user_projection", State.REGISTRATION_SUCCESS));
    health.publish(new SubscriptionHealth(store, "order_projection", State.REGISTRATION_SUCCESS));
    var lifecycle = gater.lifecycle();
    lifecycle.publish(new ProcessStarted("proxies", "subscription_proxy", "0.789.0"));
    lifecycle.publish(new ProcessCrashed("proxies", "subscription_proxy", "0.789.0", "timeout"));
    health.publish(
        new SubscriptionHealth(
            store, "user_projection", State.DISCONNECTED, "0.789.0", null, null, "proxy crashed"));
  }

  private void health(Message<HealthEvent> message) {
    if (message.event().orElse(null) instanceof SubscriptionHealth health) {
      subscriptions.put(health.storeId() + "/" + health.subscriptionName(), health);
    }
  }

  private void lifecycle(Message<LifecycleEvent> message) {
    if (message.event().orElse(null) instanceof ProcessCrashed crash) {
      crashes.merge(crash.component(), 1, Integer::sum);
    }
  }

  private void show() {
    subscriptions.forEach((name, health) -> {
      boolean well =
          switch (health.state()) {
            case REGISTRATION_SUCCESS, RECOVERED -> true;
            default -> false;
          };
      String reason = health.reason() == null ? "" : " (" + health.reason() + ")";
      System.out.println((well ? "ok    " : "DOWN  ") + name + reason);
    });
    crashes.forEach(
        (component, count) -> System.out.println("crashes of " + component + ": " + count));
  }
}
