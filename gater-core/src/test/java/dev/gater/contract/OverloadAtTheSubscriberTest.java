package dev.gater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gater.DropReason;
import dev.gater.Gap;
import dev.gater.Gater;
import dev.gater.OverloadPolicy;
import dev.gater.Retention;
import dev.gater.Subscription.EndedBy;
import dev.gater.SubscriptionOptions;
import dev.gater.SubscriptionStats;
import dev.gater.event.DomainEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What each policy does, exactly, to a subscription that is behind by more than its queue of 4: the
 * handler is held in its first call, message 1, while the others are published.
 */
class OverloadAtTheSubscriberTest {
  private static final int QUEUE = 4;

  @RegisterExtension final Nodes nodes = new Nodes();

  private Gater open(OverloadPolicy policy) {
    return nodes.open("events", before -> before.queue(QUEUE).slowSubscriber(policy));
  }

  private static Recorder<DomainEvent> held(Gater gater, Gate gate) {
    return held(gater, gate, SubscriptionOptions.of("*"));
  }

  /** One that is in its call for message 1. */
  private static Recorder<DomainEvent> held(Gater gater, Gate gate, SubscriptionOptions options) {
    var held = Recorder.behind(gate, gater.events(), options);
    Numbers.publish(gater.events(), "first", 1, 1);
    gate.awaitSomebody();
    return held;
  }

  private static void publishThrough(Gater gater, Recorder<?> held, int last) {
    Numbers.publish(gater.events(), "a", 2, last);
    Waits.untilMatched(held.subscription(), last);
  }

  private static void assertBalanced(SubscriptionStats stats) {
    assertThat(stats.matched())
        .isEqualTo(stats.delivered() + stats.failed() + stats.dropped() + stats.inFlight());
  }

  @Test
  void dropOldestKeepsTheNewest() {
    Gater gater = open(OverloadPolicy.DROP_OLDEST);
    Gate gate = nodes.gate();
    var held = held(gater, gate);

    publishThrough(gater, held, 11);
    assertBalanced(held.subscription().stats());
    gate.open();
    gater.drain();

    assertThat(held.data()).containsExactly(1, 8, 9, 10, 11);
    assertThat(held.subscription().stats().droppedBy()).isEqualTo(Map.of(DropReason.OLDEST, 6L));
    assertBalanced(held.subscription().stats());
  }

  @Test
  void dropNewestKeepsTheOldest() {
    Gater gater = open(OverloadPolicy.DROP_NEWEST);
    Gate gate = nodes.gate();
    var held = held(gater, gate);

    publishThrough(gater, held, 11);
    gate.open();
    Waits.untilIdle(held.subscription(), 11);
    Numbers.publish(gater.events(), "a", 12, 12);
    gater.drain();

    assertThat(held.data()).containsExactly(1, 2, 3, 4, 5, 12);
    assertThat(held.subscription().stats().droppedBy()).isEqualTo(Map.of(DropReason.NEWEST, 6L));
    assertBalanced(held.subscription().stats());
  }

  @Test
  void catchUpLosesNothingWhileTheHistoryReachesBack() {
    Gater gater = open(OverloadPolicy.CATCH_UP);
    Gate gate = nodes.gate();
    var held = held(gater, gate);

    publishThrough(gater, held, 100);
    boolean catchingUp = held.subscription().stats().catchingUp();
    gate.open();
    Waits.untilIdle(held.subscription(), 100);
    Numbers.publish(gater.events(), "a", 101, 101);
    gater.drain();

    assertThat(catchingUp).isTrue();
    assertThat(held.subscription().stats().catchingUp()).isFalse();
    assertThat(held.data()).isEqualTo(Numbers.data(1, 101));
    assertThat(held.gaps()).isEmpty();
    assertThat(held.subscription().stats().dropped()).isZero();
  }

  @Test
  void catchUpWithoutHistoryTellsTheGapInItsPlace() {
    Gater gater =
        nodes.open(
            "events",
            policy ->
                policy
                    .queue(QUEUE)
                    .slowSubscriber(OverloadPolicy.CATCH_UP)
                    .keep(Retention.nothing()));
    Gate gate = nodes.gate();
    var held = held(gater, gate);

    publishThrough(gater, held, 11);
    gate.open();
    Waits.untilIdle(held.subscription(), 11);
    Numbers.publish(gater.events(), "a", 12, 12);
    gater.drain();

    assertThat(held.told())
        .containsExactly(1L, 2L, 3L, 4L, 5L, new Gap(6, 11, Gap.Why.EXPIRED), 12L);
    assertThat(held.subscription().stats().droppedBy()).isEqualTo(Map.of(DropReason.EXPIRED, 6L));
    assertBalanced(held.subscription().stats());
  }

  @Test
  void conflateKeepsTheNewestOfEachTopicInTheirOrder() {
    Gater gater = open(OverloadPolicy.CONFLATE);
    Gate gate = nodes.gate();
    var held = held(gater, gate);

    for (String topic : List.of("a", "b", "a", "c", "a", "b", "c")) {
      gater.events().publish(topic, "said", null);
    }
    Waits.untilMatched(held.subscription(), 8);
    gate.open();
    gater.drain();

    assertThat(held.sequences()).containsExactly(1L, 6L, 7L, 8L);
    assertThat(held.topics()).containsExactly("first", "a", "b", "c");
    assertThat(held.subscription().stats().droppedBy()).isEqualTo(Map.of(DropReason.CONFLATED, 4L));
    assertBalanced(held.subscription().stats());
  }

  @Test
  void conflateDropsTheOldestTopicBeyondItsBound() {
    Gater gater = open(OverloadPolicy.CONFLATE);
    Gate gate = nodes.gate();
    var held = held(gater, gate);

    for (String topic : List.of("a", "b", "c", "d", "a", "e", "f")) {
      gater.events().publish(topic, "said", null);
    }
    Waits.untilMatched(held.subscription(), 8);
    gate.open();
    gater.drain();

    assertThat(held.topics()).containsExactly("first", "d", "a", "e", "f");
    assertThat(held.subscription().stats().droppedBy())
        .isEqualTo(Map.of(DropReason.CONFLATED, 1L, DropReason.OLDEST, 2L));
    assertBalanced(held.subscription().stats());
  }

  @Test
  void conflateLosesNothingOfASubscriberThatKeepsUp() {
    Gater gater = open(OverloadPolicy.CONFLATE);
    var seen = Recorder.on(gater.events(), "*");

    for (int i = 1; i <= 50; i++) {
      Numbers.publish(gater.events(), "a", i, i);
      Waits.untilIdle(seen.subscription(), i);
    }

    assertThat(seen.data()).isEqualTo(Numbers.data(1, 50));
  }

  @Test
  void disconnectEndsTheSubscription() {
    Gater gater = open(OverloadPolicy.DISCONNECT);
    Gate gate = nodes.gate();
    var held = held(gater, gate);
    var witness = Recorder.on(gater.events(), "other");

    publishThrough(gater, held, 6);
    EndedBy by = Waits.completed(held.subscription().whenClosed());
    gater.events().publish("other", "said", null);
    witness.await(1);
    gate.open();
    gater.drain();

    assertThat(by).isEqualTo(EndedBy.POLICY);
    assertThat(held.data()).containsExactly(1);
    assertThat(held.subscription().stats().matched()).isEqualTo(6);
    assertThat(held.subscription().stats().droppedBy())
        .isEqualTo(Map.of(DropReason.DISCONNECTED, 5L));
    assertBalanced(held.subscription().stats());
  }

  @Test
  void aDisconnectedSubscriptionLeavesTheOthersAlone() {
    Gater gater = open(OverloadPolicy.DISCONNECT);
    var held = held(gater, nodes.gate());
    var free =
        Recorder.on(
            gater.events(), SubscriptionOptions.of("*").slowSubscriber(OverloadPolicy.CATCH_UP));

    Numbers.publish(gater.events(), "a", 2, 50);

    assertThat(free.await(49).data()).isEqualTo(Numbers.data(2, 50));
    assertThat(Waits.completed(held.subscription().whenClosed())).isEqualTo(EndedBy.POLICY);
    assertThat(gater.events().stats().subscriptions()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(OverloadPolicy.class)
  void asMuchAsTheQueueHoldsIsNeverLost(OverloadPolicy policy) {
    Gater gater = open(policy);
    Gate gate = nodes.gate();
    var held = held(gater, gate);

    for (int i = 2; i <= 1 + QUEUE; i++) {
      Numbers.publish(gater.events(), "topic:" + i, i, i);
    }
    Waits.untilMatched(held.subscription(), 1 + QUEUE);
    gate.open();
    gater.drain();

    assertThat(held.data()).isEqualTo(Numbers.data(1, 1 + QUEUE));
    assertThat(held.subscription().stats().dropped()).isZero();
  }

  @ParameterizedTest
  @EnumSource(OverloadPolicy.class)
  void aSubscriptionsOwnPolicyGoesBeforeTheInstances(OverloadPolicy instance) {
    Gater gater = open(instance);
    Gate gate = nodes.gate();
    var own =
        held(gater, gate, SubscriptionOptions.of("*").slowSubscriber(OverloadPolicy.DROP_NEWEST));

    publishThrough(gater, own, 11);
    gate.open();
    gater.drain();

    assertThat(own.data()).containsExactly(1, 2, 3, 4, 5);
    assertThat(own.subscription().options().slowSubscriber()).contains(OverloadPolicy.DROP_NEWEST);
  }

  @Test
  void policiesBesideEachOtherActOnTheirOwnSubscriptionOnly() {
    Gater gater = open(OverloadPolicy.DROP_OLDEST);
    Gate gate = nodes.gate();
    var oldest = held(gater, gate);
    var newest =
        Recorder.behind(
            gate,
            gater.events(),
            SubscriptionOptions.of("*").slowSubscriber(OverloadPolicy.DROP_NEWEST));
    var all =
        Recorder.behind(
            gate,
            gater.events(),
            SubscriptionOptions.of("*").slowSubscriber(OverloadPolicy.CATCH_UP));

    Numbers.publish(gater.events(), "a", 2, 2);
    newest.await(1);
    Numbers.publish(gater.events(), "a", 3, 20);
    Waits.untilMatched(oldest.subscription(), 20);
    Waits.untilMatched(newest.subscription(), 19);
    Waits.untilMatched(all.subscription(), 19);
    gate.open();
    gater.drain();

    assertThat(oldest.data()).containsExactly(1, 17, 18, 19, 20);
    assertThat(newest.data()).containsExactly(2, 3, 4, 5, 6);
    assertThat(all.data()).isEqualTo(Numbers.data(2, 20));
    assertThat(gater.events().stats().droppedBy())
        .isEqualTo(Map.of(DropReason.OLDEST, 15L, DropReason.NEWEST, 14L));
  }

  @ParameterizedTest
  @EnumSource(OverloadPolicy.class)
  void aSubscriptionThatHoldsPublishersLosesNothingWithinItsTime(OverloadPolicy policy) {
    Gater gater = open(policy);
    Gate gate = nodes.gate();
    var options =
        SubscriptionOptions.of("*").holdsPublishers(Duration.ofSeconds(Waits.LONGEST_SECONDS));
    var held = held(gater, gate, options);
    Future<Boolean> publisher =
        nodes.inBackground(() -> {
          Numbers.publish(gater.events(), "a", 2, 200);
          return true;
        });
    Waits.untilMatched(held.subscription(), 1 + QUEUE);

    gate.open();
    Waits.result(publisher);
    gater.drain();

    assertThat(held.data()).isEqualTo(Numbers.data(1, 200));
    assertThat(held.subscription().stats().dropped()).isZero();
  }

  @Test
  void onceTheTimeOfOneThatHoldsPublishersIsUpItsPolicyActs() {
    Gater gater = open(OverloadPolicy.DROP_NEWEST);
    Gate gate = nodes.gate();
    var options = SubscriptionOptions.of("*").holdsPublishers(Duration.ofMillis(10));
    var held = held(gater, gate, options);

    publishThrough(gater, held, 8);
    gate.open();
    gater.drain();

    assertThat(held.data()).containsExactly(1, 2, 3, 4, 5);
    assertThat(held.subscription().stats().droppedBy()).isEqualTo(Map.of(DropReason.NEWEST, 3L));
  }
}
