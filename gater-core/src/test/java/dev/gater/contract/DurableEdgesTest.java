package dev.gater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gater.AckHandler;
import dev.gater.Delivery;
import dev.gater.DrainReceipt;
import dev.gater.Durable;
import dev.gater.DurableOptions;
import dev.gater.Gater;
import dev.gater.OverloadPolicy;
import dev.gater.PubSub;
import dev.gater.Start;
import dev.gater.Subscription;
import dev.gater.Subscription.EndedBy;
import dev.gater.SubscriptionOptions;
import dev.gater.event.DomainEvent;
import dev.gater.event.HealthEvent;
import dev.gater.event.SubscriptionHealth;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Durables: what is refused, what the end does, what is said on health. */
class DurableEdgesTest {
  private static final SubscriptionOptions BILLING =
      SubscriptionOptions.of("orders:*").durable("billing");

  @RegisterExtension final Nodes nodes = new Nodes();

  private final HandClock clock = new HandClock();

  private Gater open() {
    return nodes.open(config -> config.clock(clock));
  }

  private static void refused(PubSub<?> instance, SubscriptionOptions options, String... says) {
    assertThatThrownBy(() -> instance.subscribe(options, message -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(says);
    assertThat(instance.stats().subscriptions()).isZero();
  }

  @Test
  void whatADurableCannotBeIsRefusedWithTheCure() {
    Gater gater = open();
    PubSub<DomainEvent> events = gater.events();

    refused(
        events,
        BILLING.slowSubscriber(OverloadPolicy.DROP_OLDEST),
        "billing",
        "always catches up",
        "slowSubscriber(DROP_OLDEST)");
    refused(events, BILLING.holdsPublishers(Duration.ofSeconds(1)), "holdsPublishers");
    refused(events, BILLING.group("team"), "group team");
    refused(events, BILLING.from(Start.time(HandClock.START.plusSeconds(1))), "to come");
    refused(
        gater.diagnostics(),
        SubscriptionOptions.of("*").durable("billing"),
        "keeps no history",
        "(keep, memory)");
    assertThat(events.durables()).isEmpty();
  }

  @Test
  void aPatternOtherThanTheDurablesIsRefused() {
    PubSub<DomainEvent> events = open().events();
    events.subscribe(BILLING, message -> {}).close();

    refused(
        events,
        SubscriptionOptions.of("*").durable("billing"),
        "listens to orders:*, not *",
        "remove it first");
  }

  @Test
  void acknowledgingTakesADurable() {
    PubSub<DomainEvent> events = open().events();

    assertThatThrownBy(
            () -> events.subscribe(SubscriptionOptions.of("*"), AckHandler.of(Delivery::ack)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("durable");
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    DurableOptions defaults = DurableOptions.defaults();
    assertThatThrownBy(() -> defaults.maxInFlight(0)).hasMessageContaining("maxInFlight");
    assertThatThrownBy(() -> defaults.maxDeliveries(0)).hasMessageContaining("maxDeliveries");
    assertThatThrownBy(() -> defaults.ackTimeout(Duration.ZERO)).hasMessageContaining("ackTimeout");
    assertThatThrownBy(() -> defaults.backOff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .hasMessageContaining("maxBackOff");
    assertThatThrownBy(() -> SubscriptionOptions.of("*").durable("a:b"))
        .hasMessageContaining("durable is one segment");
  }

  @Test
  void theBackOffDoublesUpToItsBound() {
    DurableOptions options =
        DurableOptions.defaults().backOff(Duration.ofSeconds(1), Duration.ofSeconds(5));

    assertThat(List.of(1, 2, 3, 4, 10_000))
        .map(options::backOffAfter)
        .map(Duration::toSeconds)
        .containsExactly(1L, 2L, 4L, 5L, 5L);
  }

  @Test
  void membersCountAmongTheSubscriptions() {
    PubSub<DomainEvent> events =
        nodes.open("events", policy -> policy.maxSubscriptions(2)).events();
    Subscription first = events.subscribe(BILLING, message -> {});
    events.subscribe("*", message -> {});

    assertThatThrownBy(() -> events.subscribe(BILLING, message -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("max-subscriptions");
    first.close();
    events.subscribe(BILLING, message -> {});
    assertThat(events.stats().subscriptions()).isEqualTo(2);
  }

  @Test
  void aDrainDeliversFirstAndAbandonsWhatNobodyTookWhereHistoryIsInMemory() {
    Gater gater = open();
    var billing = Recorder.on(gater.events(), BILLING);
    Recorder.on(gater.events(), BILLING.durable("away")).subscription().close();
    Numbers.publish(gater.events(), "orders:new", 1, 100);

    DrainReceipt receipt = gater.drain();

    assertThat(billing.sequences()).isEqualTo(Numbers.sequences(1, 100));
    assertThat(receipt.abandoned()).isEqualTo(100);
    assertThat(receipt.kept()).isZero();
    assertThat(Waits.completed(billing.subscription().whenClosed())).isEqualTo(EndedBy.NODE);
  }

  @Test
  void aClosedNodeTakesNoMembersAndNoChanges() {
    Gater gater = open();
    PubSub<DomainEvent> events = gater.events();
    List<Delivery<DomainEvent>> given = new CopyOnWriteArrayList<>();
    events.subscribe(BILLING, AckHandler.of(given::add));
    Numbers.publish(events, "orders:new", 1, 1);
    Waits.until("given", () -> given.size() == 1);
    Durable billing = events.durables().getFirst();
    gater.drain(Duration.ZERO);

    assertThat(given.getFirst().ack()).isFalse();
    assertThatThrownBy(billing::pause).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> events.subscribe(BILLING, message -> {}))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aClosedLeaseEndsItsMembersAlone() {
    Gater one = nodes.closeLater(Gater.shared("durables"));
    Gater other = nodes.closeLater(Gater.shared("durables"));
    var first = Recorder.on(one.events(), BILLING);
    var second = Recorder.on(other.events(), BILLING);

    one.close();
    Numbers.publish(other.events(), "orders:new", 1, 5);

    assertThat(second.await(5).sequences()).isEqualTo(Numbers.sequences(1, 5));
    assertThat(first.count()).isZero();
  }

  @Test
  void aMemberMayCloseItselfInItsHandler() {
    PubSub<DomainEvent> events = open().events();
    CompletableFuture<Subscription> self = new CompletableFuture<>();
    CompletableFuture<Boolean> returned = new CompletableFuture<>();
    self.complete(
        events.subscribe(
            BILLING,
            message -> {
              self.join().close();
              returned.complete(true);
            }));
    Numbers.publish(events, "orders:new", 1, 2);

    assertThat(Waits.result(returned)).isTrue();
    var next = Recorder.on(events, BILLING).await(1);
    assertThat(next.sequences()).as("the first was acknowledged").containsExactly(2L);
  }

  @Test
  void aMemberMayDrainTheNodeInItsHandler() {
    Gater gater = open();
    CompletableFuture<DrainReceipt> receipt = new CompletableFuture<>();
    gater
        .events()
        .subscribe(BILLING, message -> receipt.complete(gater.drain(Duration.ofMinutes(5))));
    Numbers.publish(gater.events(), "orders:new", 1, 1);

    assertThat(Waits.result(receipt)).isEqualTo(new DrainReceipt(0, 0, 0));
  }

  @Test
  void closingWaitsForTheCallUnderWayAndItsAcknowledgementCounts() {
    PubSub<DomainEvent> events = open().events();
    Gate gate = nodes.gate();
    var member = Recorder.behind(gate, events, BILLING);
    Numbers.publish(events, "orders:new", 1, 1);
    gate.awaitSomebody();

    var closing =
        nodes.inBackground(() -> {
          member.subscription().close();
          return true;
        });
    Waits.until("ended", () -> events.stats().subscriptions() == 0);
    gate.open();

    assertThat(Waits.result(closing)).isTrue();
    Waits.until("acknowledged", () -> events.durables().getFirst().stats().acknowledged() == 1);
  }

  @Test
  void aDurableThatStallsIsReportedOnHealthUntilItRecovers() {
    Gater gater =
        nodes.open(config ->
            config
                .clock(clock)
                .node("store")
                .selfReports(true)
                .instance("health", policy -> policy.slowSubscriber(OverloadPolicy.CATCH_UP)));
    gater.events().subscribe(BILLING, message -> {}).close();
    var health = Recorder.on(gater.health(), "subscription_health:store:billing");
    Numbers.publish(gater.events(), "orders:new", 1, 3);
    History.settle(gater.events());
    Waits.until("lag seen", () -> gater.events().durables().getFirst().stats().lag() == 3);

    Waits.until(
        "slow",
        () -> {
          clock.advance(Duration.ofSeconds(61));
          return states(health).contains(SubscriptionHealth.State.SLOW);
        });

    String how = last(health, SubscriptionHealth.State.SLOW).reason();
    assertThat(how).contains("3 messages").contains("s behind").contains("no member");
    assertThat(gater.events().durables().getFirst().stats().stalled()).isTrue();
    gater.events().subscribe(BILLING, message -> {});
    Waits.until("recovered", () -> states(health).contains(SubscriptionHealth.State.RECOVERED));
  }

  private static List<SubscriptionHealth.State> states(Recorder<HealthEvent> health) {
    return health.messages().stream()
        .map(message -> ((SubscriptionHealth) message.event().orElseThrow()).state())
        .toList();
  }

  private static SubscriptionHealth last(
      Recorder<HealthEvent> health, SubscriptionHealth.State state) {
    return health.messages().stream()
        .map(message -> (SubscriptionHealth) message.event().orElseThrow())
        .filter(said -> said.state() == state)
        .toList()
        .getLast();
  }
}
