package dev.gater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gater.Gater;
import dev.gater.Message;
import dev.gater.OverloadPolicy;
import dev.gater.Policy;
import dev.gater.Start;
import dev.gater.Subscription;
import dev.gater.SubscriptionOptions;
import dev.gater.event.DomainEvent;
import dev.gater.event.HealthEvent;
import dev.gater.event.MetricsEvent;
import dev.gater.event.SubscriptionHealth;
import dev.gater.event.SubscriptionMetrics;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What Gater says of its own subscriptions, where it was asked to. */
class SelfReportsTest {
  private static final String NODE = "store";

  @RegisterExtension final Nodes nodes = new Nodes();

  private Gater reporting(UnaryOperator<Policy> events) {
    return nodes.open(config ->
        config
            .node(NODE)
            .selfReports(true)
            .instance("events", events)
            // each report by itself, though one of the same topic may wait
            .instance("health", policy -> policy.slowSubscriber(OverloadPolicy.CATCH_UP)));
  }

  private Gater reporting() {
    return reporting(policy -> policy);
  }

  private static SubscriptionOptions named(String name) {
    return SubscriptionOptions.of("*").name(name);
  }

  private static Recorder<HealthEvent> healthOf(Gater gater, String name) {
    return Recorder.on(gater.health(), "subscription_health:" + NODE + ":" + name);
  }

  private static Recorder<MetricsEvent> metricsOf(Gater gater, String name) {
    return Recorder.on(gater.metrics(), "subscription_metrics:" + NODE + ":" + name);
  }

  private static SubscriptionHealth health(Message<HealthEvent> message) {
    return (SubscriptionHealth) message.event().orElseThrow();
  }

  private static SubscriptionMetrics metrics(Message<MetricsEvent> message) {
    return (SubscriptionMetrics) message.event().orElseThrow();
  }

  private static Subscription throwing(Gater gater, String name) {
    return gater
        .events()
        .subscribe(
            named(name),
            message -> {
              throw new IllegalStateException("thrown by a test");
            });
  }

  @Test
  void aSubscriptionIsReported() {
    Gater gater = reporting();
    var health = healthOf(gater, "orders");
    var metrics = metricsOf(gater, "orders");

    gater.events().subscribe(named("orders"), message -> {});

    Message<HealthEvent> said = health.await(1).messages().getFirst();
    assertThat(said.topic()).isEqualTo("subscription_health:store:orders");
    assertThat(said.type()).isEqualTo("registration_success");
    assertThat(health(said).storeId()).isEqualTo(NODE);
    assertThat(health(said).subscriptionName()).isEqualTo("orders");
    assertThat(health(said).registrationTime()).isNotNull();
    Message<MetricsEvent> measured = metrics.await(1).messages().getFirst();
    assertThat(measured.topic()).isEqualTo("subscription_metrics:store:orders");
    assertThat(measured.type()).isEqualTo("registration_attempt");
    assertThat(metrics(measured).result()).isEqualTo("ok");
    assertThat(metrics(measured).processingTimeMs()).isNotNegative();
  }

  @Test
  void aSubscriptionWithoutANameIsReportedUnderTheOneMadeUp() {
    Gater gater = reporting();
    var health = Recorder.on(gater.health(), "subscription_health:*");

    Subscription unnamed = gater.events().subscribe("*", message -> {});

    Waits.until(
        "reported", () -> health.topics().contains("subscription_health:store:" + unnamed.name()));
  }

  @Test
  void aRefusedSubscriptionIsReportedAsAFailure() {
    Gater gater = reporting(policy -> policy.maxSubscriptions(1));
    var health = healthOf(gater, "second");
    var metrics = metricsOf(gater, "second");
    gater.events().subscribe(named("first"), message -> {});

    assertThatThrownBy(() -> gater.events().subscribe(named("second"), message -> {}))
        .isInstanceOf(IllegalStateException.class);

    Message<HealthEvent> said = health.await(1).messages().getFirst();
    assertThat(said.type()).isEqualTo("registration_failure");
    assertThat(health(said).reason()).contains("max-subscriptions");
    Message<MetricsEvent> measured = metrics.await(1).messages().getFirst();
    assertThat(measured.type()).isEqualTo("registration_attempt");
    assertThat(metrics(measured).result()).isEqualTo("error");
    gater.drain();
    assertThat(health.types()).containsExactly("registration_failure");
  }

  @Test
  void aFailingHandlerIsReportedButNotOncePerMessage() {
    Gater gater = reporting();
    var health = healthOf(gater, "orders");
    Subscription failing = throwing(gater, "orders");

    Numbers.publish(gater.events(), "a", 1, 1_000);
    Waits.until("all failed", () -> failing.stats().failed() == 1_000);
    failing.close();
    Waits.until("closed", () -> health.types().contains("closed"));

    List<String> types = health.types();
    assertThat(types).startsWith("registration_success", "handler_failure").endsWith("closed");
    assertThat(types).hasSizeLessThan(10);
    assertThat(health(health.messages().get(1)).reason()).contains("thrown by a test");
  }

  @Test
  void aSubscriptionThatItsPolicyEndsIsReportedAsDisconnected() {
    Gater gater = reporting(policy -> policy.queue(1));
    var health = healthOf(gater, "slow");
    Gate gate = nodes.gate();
    Recorder<DomainEvent> slow =
        Recorder.behind(
            gate, gater.events(), named("slow").slowSubscriber(OverloadPolicy.DISCONNECT));

    Numbers.publish(gater.events(), "a", 1, 3);
    Waits.until("ended", () -> slow.subscription().whenClosed().toCompletableFuture().isDone());

    assertThat(health.await(2).types()).containsExactly("registration_success", "disconnected");
  }

  @Test
  void aClosedSubscriptionIsReportedOnce() {
    Gater gater = reporting();
    var health = healthOf(gater, "orders");
    Subscription subscription = gater.events().subscribe(named("orders"), message -> {});

    subscription.close();
    subscription.close();

    assertThat(health.await(2).types()).containsExactly("registration_success", "closed");
    gater.drain();
    assertThat(health.count()).isEqualTo(2);
  }

  @Test
  void whoComesLaterGetsTheLastReportOfEach() {
    Gater gater = reporting();
    var live = healthOf(gater, "orders");
    Subscription subscription = gater.events().subscribe(named("orders"), message -> {});
    subscription.close();
    live.await(2);

    var late =
        Recorder.on(
            gater.health(),
            SubscriptionOptions.of("subscription_health:" + NODE + ":orders").from(Start.last()));

    assertThat(late.await(1).types()).containsExactly("closed");
  }

  @Test
  void nothingIsReportedUnlessAsked() {
    Gater gater = nodes.open(config -> config.node(NODE));
    var health = Recorder.on(gater.health(), "*");
    var metrics = Recorder.on(gater.metrics(), "*");
    Subscription failing = throwing(gater, "orders");

    Numbers.publish(gater.events(), "a", 1, 10);
    Waits.until("all failed", () -> failing.stats().failed() == 10);
    failing.close();
    gater.drain();

    assertThat(health.count()).isZero();
    assertThat(metrics.count()).isZero();
    assertThat(gater.health().stats().published()).isZero();
    assertThat(gater.metrics().stats().published()).isZero();
  }

  @Test
  void aSubscriberThatFailsOnReportsCausesNoEndlessLoop() {
    Gater gater = reporting();
    Recorder<HealthEvent> onHealth =
        Recorder.on(
            gater.health(),
            named("on_health"),
            message -> {
              throw new IllegalStateException("thrown by a test");
            });
    Recorder<MetricsEvent> onMetrics =
        Recorder.on(
            gater.metrics(),
            named("on_metrics"),
            message -> {
              throw new IllegalStateException("thrown by a test");
            });
    Subscription failing = throwing(gater, "on_events");

    int rounds = 300; // each gives a loop the time to turn once more
    for (int round = 1; round <= rounds; round++) {
      int said = round;
      gater.events().publish("own:marker", "said", said);
      gater.health().publish("own:marker", "said", said);
      gater.metrics().publish("own:marker", "said", said);
      Waits.until(
          "round " + round,
          () ->
              failing.stats().failed() >= said
                  && markers(onHealth) >= said
                  && markers(onMetrics) >= said);
    }

    assertThat(gater.health().stats().published() - rounds).isBetween(1L, 30L);
    assertThat(gater.metrics().stats().published() - rounds).isBetween(1L, 30L);
  }

  private static long markers(Recorder<?> recorder) {
    return recorder.subscription().stats().failed() == 0
        ? 0
        : recorder.topics().stream().filter("own:marker"::equals).count();
  }
}
