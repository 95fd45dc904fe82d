package dev.gater.examples;

import static dev.gater.event.SubscriptionHealth.State.REGISTRATION_SUCCESS;

import dev.gater.Gater;
import dev.gater.Subscription;
import dev.gater.event.SubscriptionHealth;
import java.util.Map;

/** Ten instances in memory, one subscription, a typed and a raw publication. */
public final class FirstTaste {
  private FirstTaste() {}

  /** Runs it. */
  public static void main(String[] args) {
    try (Gater gater = Gater.open()) {
      Subscription subscription =
          gater
              .health()
              .subscribe(
                  "subscription_health:*",
                  message -> System.out.println(message.topic() + " " + message.data()));

      // Typed: the instance and the topic follow from the event. The wrong instance does not
      // compile.
      gater
          .health()
          .publish(
              new SubscriptionHealth("production_store", "user_projection", REGISTRATION_SUCCESS));

      // Raw, for your own events and for other languages.
      gater
          .health()
          .publish(
              "subscription_health:production_store:user_projection",
              "registration_success",
              Map.of("proxy_pid", "0.123.0"));

      gater.drain();
      System.out.println(subscription.stats().delivered() + " delivered");
    }
  }
}
