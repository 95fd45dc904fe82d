package dev.gater.examples;

import dev.gater.Gater;
import dev.gater.Message;
import dev.gater.OverloadPolicy;
import dev.gater.PublishOptions;
import dev.gater.SubscriptionOptions;
import dev.gater.event.ProcessCrashed;
import dev.gater.event.ProcessRestarted;
import dev.gater.event.Severity;
import dev.gater.event.SubscriptionHealth;
import dev.gater.event.SubscriptionHealth.State;
import dev.gater.event.SystemAlert;
import java.time.Instant;
import java.util.Comparator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Incident response: one time line out of three instances. Each keeps its own order; across them
 * the time of the publishers says what came first.
 */
public final class IncidentResponse {
  private static final Instant BEGINNING = Instant.parse("2023-01-01T00:00:00Z");

  private record Step(Instant time, String instance, String text) {}

  private final Queue<Step> steps = new ConcurrentLinkedQueue<>();

  private IncidentResponse() {}

  /** Runs it. */
  public static void main(String[] args) {
    IncidentResponse response = new IncidentResponse();
    try (Gater gater = Gater.open()) {
      gater.alerts().subscribe("system_alerts:*", response::note);
      // A time line wants every step, where a dashboard would be content with the last.
      var everyStep =
          SubscriptionOptions.of("subscription_health:*").slowSubscriber(OverloadPolicy.CATCH_UP);
      gater.health().subscribe(everyStep, response::note);
      gater.lifecycle().subscribe("process_lifecycle:*", response::note);
      somethingHappens(gater);
    }
    response.show();
  }

  private static void somethingHappens(Gater gater) {
    String store = "production_store";
    String name = "user_projection";
    gater
        .health()
        .publish(new SubscriptionHealth(store, name, State.REGISTRATION_SUCCESS), after(0));
    gater
        .lifecycle()
        .publish(
            new ProcessCrashed("proxies", "subscription_proxy", "0.789.0", "timeout"), after(61));
    gater.health().publish(new SubscriptionHealth(store, name, State.DISCONNECTED), after(62));
    gater
        .alerts()
        .publish(
            new SystemAlert(
                SystemAlert.Level.CRITICAL, Severity.HIGH, "proxies", "Projections stand still"),
            after(65));
    gater
        .lifecycle()
        .publish(new ProcessRestarted("proxies", "subscription_proxy", "0.802.0", 1), after(70));
    gater.health().publish(new SubscriptionHealth(store, name, State.RECOVERED), after(71));
  }

  private static PublishOptions after(int seconds) {
    return PublishOptions.none().time(BEGINNING.plusSeconds(seconds));
  }

  private void note(Message<?> message) {
    String what =
        message.event().orElse(null) instanceof SystemAlert alert
            ? alert.message()
            : message.topic();
    steps.add(new Step(message.time(), message.instance(), message.type() + ": " + what));
  }

  private void show() {
    steps.stream()
        .sorted(Comparator.comparing(Step::time))
        .forEach(
            step -> System.out.printf("%s  %-9s  %s%n", step.time(), step.instance(), step.text()));
  }
}
