package dev.gater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gater.Gater;
import dev.gater.OverloadPolicy;
import dev.gater.PubSub;
import dev.gater.Publication.Reason;
import dev.gater.SubscriptionOptions;
import dev.gater.WhenFull;
import dev.gater.event.AlertEvent;
import dev.gater.event.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What happens on one instance, or to one subscription, changes nothing for the others. */
class IsolationTest {
  private static final int SOME = 200;
  private static final int STUCK = 50;

  @RegisterExtension final Nodes nodes = new Nodes();

  @Test
  void theSameTopicOnTwoInstancesNeverMeets() {
    Gater gater = nodes.open();
    List<Recorder<?>> recorders = new ArrayList<>();
    gater.instances().forEach(instance -> recorders.add(Recorder.on(instance, "*")));

    gater
        .instances()
        .forEach(instance -> instance.publish("shared:topic", "said", instance.name()));
    gater.drain();

    assertThat(recorders)
        .map(Recorder::data)
        .containsExactlyElementsOf(
            gater.instances().stream().map(instance -> List.<Object>of(instance.name())).toList());
    assertThat(recorders)
        .allSatisfy(recorder ->
            assertThat(recorder.messages())
                .allSatisfy(message ->
                    assertThat(message.instance()).isEqualTo(recorder.subscription().instance())));
  }

  @Test
  void eachInstanceNumbersItsOwnMessages() {
    Gater gater = nodes.open();
    gater.alerts().publish("a", "said", null);
    gater.alerts().publish("a", "said", null);

    assertThat(gater.audit().publish("a", "said", null).sequence()).isEqualTo(1);
    assertThat(gater.alerts().publish("a", "said", null).sequence()).isEqualTo(3);
  }

  @Test
  void aBlockedHandlerDelaysNobodyElse() {
    Gater gater = nodes.open();
    Gate gate = nodes.gate();
    var blocked = Recorder.behind(gate, gater.events(), "orders:*");
    var free = Recorder.on(gater.events(), "orders:*");

    Numbers.publish(gater.events(), "orders:1", 1, SOME);

    assertThat(free.await(SOME).data()).isEqualTo(Numbers.data(1, SOME));
    assertThat(blocked.count()).isLessThanOrEqualTo(1);
  }

  @Test
  void aBlockedHandlerDelaysNoOtherInstance() {
    Gater gater = nodes.open();
    Gate gate = nodes.gate();
    for (PubSub<?> instance : gater.instances()) {
      if (!instance.name().equals("alerts")) {
        Recorder.behind(gate, instance, "*");
        Numbers.publish(instance, "a", 1, 10);
      }
    }
    var alerts = Recorder.on(gater.alerts(), "*");

    Numbers.publish(gater.alerts(), "system_alerts:critical", 1, SOME);

    assertThat(alerts.await(SOME).data()).isEqualTo(Numbers.data(1, SOME));
  }

  @Test
  void fiftyStuckHandlersDelayNobodyElse() {
    Gater gater = nodes.open();
    Gate gate = nodes.gate();
    stick(gater.events(), gate);
    var free = Recorder.on(gater.events(), "*");
    var elsewhere = Recorder.on(gater.health(), "*");

    Numbers.publish(gater.events(), "a", 1, SOME);
    Numbers.publish(gater.health(), "a", 1, SOME);

    assertThat(free.await(SOME).data()).isEqualTo(Numbers.data(1, SOME));
    elsewhere.await(1);
  }

  @Test
  void whatStuckHandlersMissedIsDeliveredOnceTheyReturn() {
    Gater gater = nodes.open();
    Gate gate = nodes.gate();
    List<Recorder<?>> stuck = stick(gater.events(), gate);

    Numbers.publish(gater.events(), "a", 1, SOME);
    stuck.forEach(recorder -> Waits.untilMatched(recorder.subscription(), SOME));
    gate.open();

    assertThat(stuck)
        .allSatisfy(
            recorder -> assertThat(recorder.await(SOME).data()).isEqualTo(Numbers.data(1, SOME)));
  }

  private static <E extends Event> List<Recorder<?>> stick(PubSub<E> instance, Gate gate) {
    List<Recorder<?>> stuck = new ArrayList<>();
    for (int i = 0; i < STUCK; i++) {
      stuck.add(Recorder.behind(gate, instance, "*"));
    }
    return stuck;
  }

  @Test
  void aThrowingHandlerCostsTheOthersNothing() {
    Gater gater = nodes.open();
    var throwing =
        Recorder.on(
            gater.events(),
            SubscriptionOptions.of("*"),
            message -> {
              throw new IllegalStateException("thrown by a test");
            });
    var calm = Recorder.on(gater.events(), "*");

    Numbers.publish(gater.events(), "a", 1, SOME);
    gater.drain();

    assertThat(calm.data()).isEqualTo(Numbers.data(1, SOME));
    assertThat(calm.subscription().stats().failed()).isZero();
    assertThat(throwing.subscription().stats().failed()).isEqualTo(SOME);
  }

  @Test
  void aFloodOnOneInstanceLosesNothingOnAnother() {
    Gater gater = nodes.open("metrics", policy -> policy.ring(16).queue(16));
    var slow = Recorder.behind(nodes.gate(), gater.metrics(), "*");
    Recorder<AlertEvent> alerts = Recorder.on(gater.alerts(), "*");
    AtomicBoolean enough = new AtomicBoolean();
    CountDownLatch flooding = new CountDownLatch(2);
    List<Future<Integer>> flood = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      flood.add(
          nodes.inBackground(() -> {
            int published = 0;
            while (!enough.get()) {
              gater.metrics().publish("flood", "sample", published++);
              flooding.countDown();
            }
            return published;
          }));
    }
    slow.await(1);
    Waits.until("both flood", () -> flooding.getCount() == 0);

    Numbers.publish(gater.alerts(), "system_alerts:critical", 1, SOME);

    assertThat(alerts.await(SOME).data()).isEqualTo(Numbers.data(1, SOME));
    enough.set(true);
    flood.forEach(publisher -> assertThat(Waits.result(publisher)).isPositive());
    assertThat(gater.alerts().stats().rejected()).isZero();
    assertThat(gater.alerts().stats().dropped()).isZero();
  }

  @Test
  void aFullInstanceRefusesItsOwnPublishersOnly() {
    Gater gater =
        nodes.open(
            "logging",
            policy ->
                policy
                    .ring(4)
                    .queue(1)
                    .whenFull(WhenFull.refuse())
                    .slowSubscriber(OverloadPolicy.DROP_OLDEST));
    var holding =
        Recorder.behind(
            nodes.gate(),
            gater.logging(),
            SubscriptionOptions.of("*").holdsPublishers(Duration.ofSeconds(Waits.LONGEST_SECONDS)));
    Waits.until(
        "logging full",
        () -> gater.logging().publish("logs:a:info", "x", 1).reason() == Reason.FULL);

    for (PubSub<?> instance : gater.instances()) {
      if (!instance.name().equals("logging")) {
        var other = Recorder.on(instance, "*");
        for (int i = 1; i <= 10; i++) {
          Numbers.publish(instance, "a", i, i);
          other.await(i);
        }
        assertThat(other.data()).isEqualTo(Numbers.data(1, 10));
      }
    }
    assertThat(holding.count()).isEqualTo(1);
  }

  @Test
  void aSlowSubscriptionLosesAndItsNeighbourDoesNot() {
    Gater gater =
        nodes.open("health", policy -> policy.slowSubscriber(OverloadPolicy.DROP_OLDEST).queue(8));
    Gate gate = nodes.gate();
    var slow = Recorder.behind(gate, gater.health(), "*");
    var quick = Recorder.on(gater.health(), "*");

    for (int i = 1; i <= SOME; i++) {
      Numbers.publish(gater.health(), "a", i, i);
      quick.await(i);
    }
    gate.open();
    gater.drain();

    assertThat(quick.data()).isEqualTo(Numbers.data(1, SOME));
    assertThat(slow.count()).isLessThan(SOME);
    assertThat(quick.subscription().stats().dropped()).isZero();
  }

  @Test
  void aBlockedCallbackOfASubscriptionsEndDelaysNobodyElse() {
    Gater gater = nodes.open("events", policy -> policy.queue(1));
    Gate gate = nodes.gate();
    var free = Recorder.on(gater.events(), "*");
    var disconnected =
        Recorder.behind(
            gate,
            gater.events(),
            SubscriptionOptions.of("*").slowSubscriber(OverloadPolicy.DISCONNECT));
    var blocked = disconnected.subscription().whenClosed().thenRun(gate::passUninterruptibly);

    Numbers.publish(gater.events(), "a", 1, SOME);

    assertThat(free.await(SOME).data()).isEqualTo(Numbers.data(1, SOME));
    assertThat(blocked.toCompletableFuture()).isNotDone();
  }
}
