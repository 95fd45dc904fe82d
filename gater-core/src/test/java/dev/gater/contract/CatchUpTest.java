package dev.gater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gater.DropReason;
import dev.gater.Gap;
import dev.gater.Gater;
import dev.gater.OverloadPolicy;
import dev.gater.Policy;
import dev.gater.PubSub;
import dev.gater.Retention;
import dev.gater.Start;
import dev.gater.SubscriptionOptions;
import dev.gater.event.DomainEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Slow subscriptions that read on from the history, and what they are told where it is short. */
class CatchUpTest {
  private static final int MANY = 1000;

  @RegisterExtension final Nodes nodes = new Nodes();

  private PubSub<DomainEvent> events(Retention keep) {
    return nodes.open("events", policy -> policy.queue(2).keep(keep)).events();
  }

  private static Retention last(int count) {
    return Retention.forever().count(count);
  }

  /**
   * A subscription that is in its handler with the first of {@code through} messages on topic a.
   */
  private Recorder<DomainEvent> stuckWhilePublishing(
      PubSub<DomainEvent> events, Gate gate, int through) {
    var slow = Recorder.behind(gate, events, "a");
    Numbers.publish(events, "a", 1, 1);
    gate.awaitSomebody();
    Numbers.publish(events, "a", 2, through);
    Waits.untilMatched(slow.subscription(), through);
    History.settle(events);
    return slow;
  }

  @Test
  void aBlockedSubscriptionGetsEverythingOnceAndReturnsToLive() {
    PubSub<DomainEvent> events = events(Retention.forever());
    Gate gate = nodes.gate();
    var slow = stuckWhilePublishing(events, gate, MANY);
    var behind = slow.subscription().stats();
    assertThat(behind.catchingUp()).isTrue();
    assertThat(behind.inFlight()).isEqualTo(MANY);

    gate.open();
    History.awaitLive(slow);
    Numbers.publish(events, "a", MANY + 1, MANY + 10);
    slow.await(MANY + 10);
    Waits.untilIdle(slow.subscription(), MANY + 10);

    assertThat(slow.told()).isEqualTo(Numbers.sequences(1, MANY + 10));
    assertThat(slow.data()).isEqualTo(Numbers.data(1, MANY + 10));
    var stats = slow.subscription().stats();
    assertThat(stats.matched()).isEqualTo(MANY + 10);
    assertThat(stats.delivered()).isEqualTo(MANY + 10);
    assertThat(stats.dropped()).isZero();
    assertThat(stats.catchingUp()).isFalse();
  }

  @Test
  void severalCatchUpAtOnceEachByItsPattern() {
    PubSub<DomainEvent> events = events(Retention.forever());
    Gate gate = nodes.gate();
    List<String> patterns = List.of("*", "t:*", "t:0", "t:1", "*");
    var slow = patterns.stream().map(pattern -> Recorder.behind(gate, events, pattern)).toList();
    var quick = Recorder.on(events, "*");
    for (int i = 1; i <= MANY; i++) {
      Numbers.publish(events, "t:" + i % 2, i, i);
    }
    History.settle(events);

    gate.open();
    slow.forEach(History::awaitLive);
    History.awaitLive(quick);

    List<Long> all = Numbers.sequences(1, MANY);
    List<Long> even = all.stream().filter(n -> n % 2 == 0).toList();
    List<Long> odd = all.stream().filter(n -> n % 2 == 1).toList();
    assertThat(slow)
        .map(Recorder::told)
        .containsExactly(
            List.copyOf(all),
            List.copyOf(all),
            List.copyOf(even),
            List.copyOf(odd),
            List.copyOf(all));
    assertThat(quick.told()).isEqualTo(all);
    assertThat(events.stats().dropped()).isZero();
  }

  @Test
  void underLoadASmallQueueLosesNothing() {
    PubSub<DomainEvent> events = nodes.open("events", policy -> policy.queue(1).ring(32)).events();
    List<Recorder<DomainEvent>> readers =
        IntStream.range(0, 4)
            .mapToObj(i ->
                Recorder.on(
                    events,
                    SubscriptionOptions.of("*"),
                    message -> {
                      if (message.sequence() % (i + 2) == 0) {
                        Thread.yield();
                      }
                    }))
            .toList();
    List<Future<Boolean>> publishers = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      String topic = "t:" + i;
      publishers.add(
          nodes.inBackground(() -> {
            Numbers.publish(events, topic, 1, MANY);
            return true;
          }));
    }
    publishers.forEach(Waits::result);
    History.settle(events);
    readers.forEach(History::awaitLive);

    assertThat(readers)
        .allSatisfy(reader -> assertThat(reader.told()).isEqualTo(Numbers.sequences(1, 2 * MANY)));
    assertThat(events.stats().delivered()).isEqualTo(8 * MANY);
  }

  @Test
  void aSubscriptionMayFallBehindAgainAndAgain() {
    PubSub<DomainEvent> events = events(Retention.forever());
    List<Gate> gates = IntStream.range(0, 5).mapToObj(i -> nodes.gate()).toList();
    var slow =
        Recorder.on(
            events,
            SubscriptionOptions.of("*"),
            message -> {
              if (message.sequence() % 100 == 1) {
                gates.get((int) (message.sequence() / 100)).pass();
              }
            });
    for (int round = 0; round < 5; round++) {
      Numbers.publish(events, "a", round * 100 + 1, round * 100 + 100);
      gates.get(round).awaitSomebody();
      Waits.untilMatched(slow.subscription(), round * 100 + 100);
      assertThat(slow.subscription().stats().catchingUp()).isTrue();
      gates.get(round).open();
      History.awaitLive(slow);
    }

    assertThat(slow.told()).isEqualTo(Numbers.sequences(1, 500));
  }

  @Test
  void theSenderIsLeftOutWhileItCatchesUpToo() {
    PubSub<DomainEvent> events = events(Retention.forever());
    Gate gate = nodes.gate();
    var sender = Recorder.behind(gate, events, "a");
    var other = Recorder.on(events, "a");
    Numbers.publish(events, "a", 1, 1);
    gate.awaitSomebody();
    for (int i = 2; i <= 300; i++) {
      if (i % 3 == 0) {
        events.publishFrom(sender.subscription(), "a", Numbers.TYPE, i);
      } else {
        Numbers.publish(events, "a", i, i);
      }
    }
    History.settle(events);
    gate.open();
    History.awaitLive(sender);
    History.awaitLive(other);

    List<Long> others = Numbers.sequences(1, 300).stream().filter(n -> n % 3 != 0).toList();
    assertThat(sender.told()).isEqualTo(others);
    assertThat(sender.subscription().stats().matched()).isEqualTo(200);
    assertThat(sender.subscription().stats().delivered()).isEqualTo(200);
    assertThat(other.told()).isEqualTo(Numbers.sequences(1, 300));
  }

  @Test
  void whatTheHistoryLetGoIsToldInItsPlaceAndCounted() {
    PubSub<DomainEvent> events = events(last(10));
    Gate gate = nodes.gate();
    var slow = stuckWhilePublishing(events, gate, 100);

    gate.open();
    History.awaitLive(slow);
    Numbers.publish(events, "a", 101, 101);
    slow.await(15);
    Waits.untilIdle(slow.subscription(), 101);

    assertThat(slow.told().subList(0, 4))
        .containsExactly(1L, 2L, 3L, new Gap(4, 90, Gap.Why.EXPIRED));
    assertThat(slow.told().subList(4, slow.count())).isEqualTo(Numbers.sequences(91, 101));
    var stats = slow.subscription().stats();
    assertThat(stats.droppedBy()).isEqualTo(Map.of(DropReason.EXPIRED, 87L));
    assertThat(stats.delivered()).isEqualTo(14);
    assertThat(events.stats().droppedBy()).isEqualTo(Map.of(DropReason.EXPIRED, 87L));
  }

  @Test
  void onlyWhatWasForTheSubscriptionCountsAsExpired() {
    PubSub<DomainEvent> events = events(last(10));
    Gate gate = nodes.gate();
    var slow = Recorder.behind(gate, events, "a");
    Numbers.publish(events, "a", 1, 1);
    gate.awaitSomebody();
    for (int i = 2; i <= 100; i++) {
      Numbers.publish(events, i % 2 == 1 ? "a" : "b", i, i);
    }
    History.settle(events);

    gate.open();
    History.awaitLive(slow);

    // 3 and 5 were queued; 7 was the first without room; of 91 to 100 five were for it.
    assertThat(slow.told())
        .containsExactly(1L, 3L, 5L, new Gap(7, 90, Gap.Why.EXPIRED), 91L, 93L, 95L, 97L, 99L);
    var stats = slow.subscription().stats();
    assertThat(stats.matched()).isEqualTo(50);
    assertThat(stats.delivered()).isEqualTo(8);
    assertThat(stats.droppedBy()).isEqualTo(Map.of(DropReason.EXPIRED, 42L));
  }

  @Test
  void thousandsThatExpiredAreCountedExactly() {
    PubSub<DomainEvent> events = events(last(1));
    Gate gate = nodes.gate();
    var slow = stuckWhilePublishing(events, gate, 5000);

    gate.open();
    History.awaitLive(slow);

    assertThat(slow.told()).containsExactly(1L, 2L, 3L, new Gap(4, 4999, Gap.Why.EXPIRED), 5000L);
    assertThat(slow.subscription().stats().droppedBy())
        .isEqualTo(Map.of(DropReason.EXPIRED, 4996L));
  }

  @Test
  void whereNothingIsKeptTheGapIsToldAndTheNextMessageFollows() {
    PubSub<DomainEvent> events = events(Retention.nothing());
    Gate gate = nodes.gate();
    var slow = stuckWhilePublishing(events, gate, 100);

    gate.open();
    History.awaitLive(slow);
    Numbers.publish(events, "a", 101, 101);

    assertThat(slow.await(5).told())
        .containsExactly(1L, 2L, 3L, new Gap(4, 100, Gap.Why.EXPIRED), 101L);
    assertThat(slow.subscription().stats().droppedBy()).isEqualTo(Map.of(DropReason.EXPIRED, 97L));
  }

  @Test
  void underLoadEverySequenceIsDeliveredOrToldAsMissing() {
    PubSub<DomainEvent> events =
        nodes.open("events", policy -> policy.queue(1).ring(32).keep(last(20))).events();
    var slow = Recorder.on(events, SubscriptionOptions.of("*"), message -> Thread.yield());
    Future<Boolean> publisher =
        nodes.inBackground(() -> {
          Numbers.publish(events, "a", 1, 5 * MANY);
          return true;
        });
    Waits.result(publisher);
    History.settle(events);
    History.awaitLive(slow);

    long next = 1;
    long missing = 0;
    for (Object told : slow.told()) {
      if (told instanceof Gap(long from, long to, Gap.Why why)) {
        assertThat(why).isEqualTo(Gap.Why.EXPIRED);
        assertThat(from).isEqualTo(next);
        missing += to - from + 1;
        next = to + 1;
      } else {
        assertThat(told).isEqualTo(next++);
      }
    }
    assertThat(next).isEqualTo(5 * MANY + 1);
    var stats = slow.subscription().stats();
    assertThat(stats.matched()).isEqualTo(5 * MANY);
    assertThat(stats.dropped()).isEqualTo(missing);
    assertThat(stats.droppedBy().getOrDefault(DropReason.EXPIRED, 0L)).isEqualTo(missing);
    assertThat(stats.delivered()).isEqualTo(5 * MANY - missing);
  }

  @Test
  void aSubscriptionMayCatchUpWhereItsInstanceDrops() {
    Gater gater =
        nodes.open("logging", policy -> policy.queue(2).slowSubscriber(OverloadPolicy.DROP_OLDEST));
    Gate gate = nodes.gate();
    var catchingUp =
        Recorder.behind(
            gate,
            gater.logging(),
            SubscriptionOptions.of("*").slowSubscriber(OverloadPolicy.CATCH_UP));

    Numbers.publish(gater.logging(), "a", 1, 100);
    Waits.untilMatched(catchingUp.subscription(), 100);
    gate.open();

    assertThat(catchingUp.await(100).told()).isEqualTo(Numbers.sequences(1, 100));
  }

  @Test
  void otherPoliciesAreTheirOwnBesideIt() {
    PubSub<DomainEvent> events = events(Retention.forever());
    Gate gate = nodes.gate();
    var catchUp = Recorder.behind(gate, events, "a");
    var oldest = behind(gate, events, OverloadPolicy.DROP_OLDEST);
    var newest = behind(gate, events, OverloadPolicy.DROP_NEWEST);
    var conflate = behind(gate, events, OverloadPolicy.CONFLATE);
    var all = List.of(catchUp, oldest, newest, conflate);
    Numbers.publish(events, "a", 1, 1);
    all.forEach(recorder -> recorder.await(1));
    Numbers.publish(events, "a", 2, 100);
    all.forEach(recorder -> Waits.untilMatched(recorder.subscription(), 100));
    assertThat(all)
        .map(recorder -> recorder.subscription().stats().catchingUp())
        .containsExactly(true, false, false, false);

    gate.open();
    all.forEach(History::awaitLive);

    assertThat(catchUp.told()).isEqualTo(Numbers.sequences(1, 100));
    assertThat(oldest.told()).containsExactly(1L, 99L, 100L);
    assertThat(newest.told()).containsExactly(1L, 2L, 3L);
    assertThat(conflate.told()).containsExactly(1L, 100L);
    assertThat(conflate.subscription().stats().droppedBy())
        .isEqualTo(Map.of(DropReason.CONFLATED, 98L));
  }

  private static Recorder<DomainEvent> behind(
      Gate gate, PubSub<DomainEvent> events, OverloadPolicy policy) {
    return Recorder.behind(gate, events, SubscriptionOptions.of("a").slowSubscriber(policy));
  }

  @Test
  void aDroppingSubscriptionThatReadsHistoryLosesNothingOfIt() {
    Gater gater =
        nodes.open("logging", policy -> policy.queue(2).slowSubscriber(OverloadPolicy.DROP_OLDEST));
    Numbers.publish(gater.logging(), "a", 1, 200);
    History.settle(gater.logging());
    Gate gate = nodes.gate();
    var reader =
        Recorder.behind(gate, gater.logging(), SubscriptionOptions.of("*").from(Start.beginning()));

    gate.awaitSomebody();
    Numbers.publish(gater.logging(), "a", 201, 400);
    History.settle(gater.logging());
    gate.open();
    History.awaitLive(reader);

    assertThat(reader.told()).isEqualTo(Numbers.sequences(1, 400));
  }

  @Test
  void drainingWaitsForWhoeverCatchesUp() {
    Gater gater = nodes.open("events", policy -> policy.queue(2));
    Gate gate = nodes.gate();
    var slow = stuckWhilePublishing(gater.events(), gate, MANY);

    gate.open();
    var receipt = gater.drain();

    assertThat(slow.told()).isEqualTo(Numbers.sequences(1, MANY));
    assertThat(receipt.abandoned()).isZero();
  }

  @Test
  void closingOneThatCatchesUpCountsWhatItMissed() {
    PubSub<DomainEvent> events = events(Retention.forever());
    Gate gate = nodes.gate();
    var slow = stuckWhilePublishing(events, gate, MANY);

    Future<Boolean> closing =
        nodes.inBackground(() -> {
          slow.subscription().close();
          return true;
        });
    Waits.completed(slow.subscription().whenClosed());
    gate.open();
    Waits.result(closing);

    assertThat(slow.told()).isEqualTo(Numbers.sequences(1, 1));
    var stats = slow.subscription().stats();
    assertThat(stats.matched()).isEqualTo(MANY);
    assertThat(stats.delivered()).isEqualTo(1);
    assertThat(stats.droppedBy()).isEqualTo(Map.of(DropReason.CLOSED, MANY - 1L));
  }

  @Test
  void theDefaultsOfCatchUpInstancesLoseNothing() {
    for (String name : List.of("events", "system", "security", "audit", "alerts", "lifecycle")) {
      PubSub<?> instance = nodes.open(name, CatchUpTest::narrow).instance(name);
      Gate gate = nodes.gate();
      var slow = Recorder.behind(gate, instance, "*");
      Numbers.publish(instance, "a", 1, 100);
      Waits.untilMatched(slow.subscription(), 100);
      gate.open();
      assertThat(slow.await(100).told()).as(name).isEqualTo(Numbers.sequences(1, 100));
    }
  }

  private static Policy narrow(Policy policy) {
    return policy.queue(2);
  }

  @Test
  void publishersAreHeldWhileTheHistoryIsRead() {
    PubSub<DomainEvent> events =
        nodes
            .open("events", policy -> policy.queue(4).ring(4).keep(Retention.forever().count(50)))
            .events();
    Numbers.publish(events, "a", 1, 10);
    var recorder =
        Recorder.on(
            events,
            SubscriptionOptions.of("*")
                .from(Start.beginning())
                .holdsPublishers(Duration.ofSeconds(Waits.LONGEST_SECONDS)));

    Numbers.publish(events, "a", 11, 3_000);

    assertThat(recorder.await(3_000).data()).isEqualTo(Numbers.data(1, 3_000));
    assertThat(recorder.gaps()).isEmpty();
  }
}
