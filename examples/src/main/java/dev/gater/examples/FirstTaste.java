package dev.gater.examples;

import static dev.gater.event.SubscriptionHealth.State.REGISTRATION_SUCCESS;

import dev.gater.Gater;
import dev.gater.event.SubscriptionHealth;
import java.util.Map;

/** Open, subscribe, publish: nothing to install, and nothing is left behind. */
public final class FirstTaste {
  private FirstTaste() {}

  /** Runs it. */
  public static void main(String[] args) {
    try (Gater gater = Gater.open()) {
      gater
          .health()
          .subscribe(
              "subscription_health:*",
              message -> System.out.println(message.topic() + " " + message.data()));

      // A typed event knows its topic.
      gater
          .health()
          .publish(
              new SubscriptionHealth("production_store", "user_projection", REGISTRATION_SUCCESS));

      // The raw form serves what has no type.
      gater
          .health()
          .publish(
              "subscription_health:production_store:user_projection",
              "registration_success",
              Map.of("proxy_pid", "0.123.0"));
    } // closing delivers what was accepted
  }
}
