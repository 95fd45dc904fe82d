package dev.gater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gater.DataSize;
import dev.gater.DropReason;
import dev.gater.Durability;
import dev.gater.Gater;
import dev.gater.InstanceStats;
import dev.gater.Message;
import dev.gater.OverloadPolicy;
import dev.gater.PubSub;
import dev.gater.Publication;
import dev.gater.Publication.Reason;
import dev.gater.Retention;
import dev.gater.Subscription;
import dev.gater.SubscriptionOptions;
import dev.gater.SubscriptionStats;
import dev.gater.Timings;
import dev.gater.WhenFull;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Counters are exact, and they balance at every moment. */
class FiguresTest {
  private static final Duration LONG = Duration.ofSeconds(2L * Waits.LONGEST_SECONDS);

  @RegisterExtension final Nodes nodes = new Nodes();

  @Test
  void aNewInstanceHasNoFigures() {
    InstanceStats stats = nodes.open().events().stats();
    Timings none = new Timings(0, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);

    assertThat(stats)
        .isEqualTo(new InstanceStats(0, Map.of(), 0, 0, 0, Map.of(), 0, 0, 0, none, none));
  }

  @Test
  void deliveriesAreCountedPerSubscriptionAndSummedPerInstance() {
    Gater gater = nodes.open();
    var all = Recorder.on(gater.events(), "*");
    var even = Recorder.on(gater.events(), "even");
    var failing =
        Recorder.on(
            gater.events(),
            SubscriptionOptions.of("odd"),
            message -> {
              throw new AssertionError("thrown by a test");
            });

    Numbers.publish(gater.events(), "even", 1, 10);
    Numbers.publish(gater.events(), "odd", 1, 7);
    Numbers.publish(gater.events(), "else", 1, 3);
    Waits.untilIdle(all.subscription(), 20);
    Waits.untilIdle(even.subscription(), 10);
    Waits.untilIdle(failing.subscription(), 7);

    assertThat(all.subscription().stats())
        .isEqualTo(new SubscriptionStats(20, 20, 0, Map.of(), 0, false));
    assertThat(even.subscription().stats())
        .isEqualTo(new SubscriptionStats(10, 10, 0, Map.of(), 0, false));
    assertThat(failing.subscription().stats())
        .isEqualTo(new SubscriptionStats(7, 0, 7, Map.of(), 0, false));
    InstanceStats stats = gater.events().stats();
    assertThat(stats.published()).isEqualTo(20);
    assertThat(stats.matched()).isEqualTo(37);
    assertThat(stats.delivered()).isEqualTo(30);
    assertThat(stats.failed()).isEqualTo(7);
    assertThat(stats.dropped()).isZero();
    assertThat(stats.inFlight()).isZero();
    assertThat(stats.rejectedBy()).isEmpty();
    assertThat(stats.subscriptions()).isEqualTo(3);
    assertThat(gater.health().stats().published()).isZero();
  }

  @Test
  void rejectionsAreCountedByReason() {
    Gater gater =
        nodes.open(
            "events",
            policy ->
                policy.ring(1).queue(1).maxMessage(DataSize.kib(1)).whenFull(WhenFull.refuse()));
    PubSub<?> events = gater.events();
    Map<Reason, Long> expected = new EnumMap<>(Reason.class);

    reject(expected, Reason.INVALID_TOPIC, 1, events.publish("a b", "said", 1));
    reject(expected, Reason.INVALID_TYPE, 1, events.publish("a", "", 1));
    reject(expected, Reason.INVALID_TYPE, 2, events.publish("a", "with blank", 1));
    reject(expected, Reason.INVALID_DATA, 1, events.publish("a", "said", new Object()));
    reject(expected, Reason.TOO_LARGE, 1, events.publish("a", "said", "x".repeat(5_000)));
    reject(
        expected,
        Reason.DURABILITY_UNAVAILABLE,
        1,
        Waits.completed(events.publishConfirmed("a", "said", 1)).publication());
    long others = events.stats().rejected();
    Gate gate = nodes.gate();
    long full = fill(gater, gate) - others;
    reject(expected, Reason.FULL, full + 1, events.publish("a", "said", 5));
    reject(expected, Reason.FULL, full + 2, events.publish("a", "said", 5));
    gate.open();
    gater.drain();
    reject(expected, Reason.CLOSED, 1, events.publish("a", "said", 6));

    assertThat(events.stats().rejectedBy()).isEqualTo(expected);
    assertThat(events.stats().rejected()).isEqualTo(others + full + 3);
    assertThat(events.stats().published()).isEqualTo(4);
    assertThat(events.stats().matched()).isEqualTo(4);
  }

  private static void reject(
      Map<Reason, Long> expected, Reason reason, long count, Publication publication) {
    assertThat(publication.reason()).as(publication.detail()).isEqualTo(reason);
    expected.put(reason, count);
  }

  /**
   * Four messages: in the handler, in its queue, with the dispatcher, in the ring.
   *
   * @return how often the last was refused before the dispatcher had made room for it
   */
  private static long fill(Gater gater, Gate gate) {
    Recorder.behind(gate, gater.events(), SubscriptionOptions.of("*").holdsPublishers(LONG));
    gater.events().publish("a", "said", 1);
    gate.awaitSomebody();
    gater.events().publish("a", "said", 2);
    Waits.until("queued", () -> gater.events().stats().matched() == 2);
    Waits.until("routed", () -> gater.events().stats().waiting() == 0);
    gater.events().publish("a", "said", 3);
    Waits.until("filled", () -> gater.events().publish("a", "said", 4).accepted());
    return gater.events().stats().rejected();
  }

  @Test
  void anInterruptedPublicationIsCountedAndItsThreadStaysInterrupted() {
    Gater gater =
        nodes.open("events", policy -> policy.ring(1).queue(1).whenFull(WhenFull.waitFor(LONG)));
    Gate gate = nodes.gate();
    fill(gater, gate);
    FutureTask<Boolean> task =
        new FutureTask<>(() -> {
          assertThat(gater.events().publish("a", "said", 5).reason()).isEqualTo(Reason.INTERRUPTED);
          return Thread.currentThread().isInterrupted();
        });
    Thread publisher = Thread.ofPlatform().daemon().start(task);
    Waits.until("waiting", () -> publisher.getState() == Thread.State.TIMED_WAITING);
    publisher.interrupt();

    assertThat(Waits.result(task)).isTrue();
    assertThat(gater.events().stats().rejectedBy())
        .containsExactly(Map.entry(Reason.INTERRUPTED, 1L));
    assertThat(gater.events().stats().published()).isEqualTo(4);
  }

  @Test
  void whatWaitsToBeRoutedIsToldAndWhatWaitsForHandlersToo() {
    Gater gater = nodes.open("events", policy -> policy.ring(1).queue(1));
    Gate gate = nodes.gate();
    fill(gater, gate);

    InstanceStats stats = gater.events().stats();
    assertThat(stats.waiting()).isEqualTo(2);
    assertThat(stats.inFlight()).isEqualTo(2);
    assertThat(stats.matched()).isEqualTo(2);
    assertThat(stats.published()).isEqualTo(4);
  }

  @ParameterizedTest
  @EnumSource(OverloadPolicy.class)
  void dropsAreCountedByReason(OverloadPolicy overload) {
    Gater gater =
        nodes.open("events", policy -> policy.queue(10).keep(Retention.nothing().count(20)));
    Gate gate = nodes.gate();
    var slow =
        Recorder.behind(gate, gater.events(), SubscriptionOptions.of("*").slowSubscriber(overload));
    gater.events().publish("a", "said", 0);
    gate.awaitSomebody();
    Numbers.publish(gater.events(), "a", 1, 100);
    Waits.until(
        "all routed",
        () ->
            slow.subscription().whenClosed().toCompletableFuture().isDone()
                || slow.subscription().stats().matched() == 101);
    gate.open();
    Waits.until("caught up", () -> slow.subscription().stats().inFlight() == 0);

    Map<DropReason, Long> expected =
        switch (overload) {
          case CATCH_UP -> Map.of(DropReason.EXPIRED, 70L); // 10 queued, 20 kept
          case DROP_OLDEST -> Map.of(DropReason.OLDEST, 90L);
          case DROP_NEWEST -> Map.of(DropReason.NEWEST, 90L);
          case CONFLATE -> Map.of(DropReason.CONFLATED, 99L);
          case DISCONNECT -> Map.of(DropReason.DISCONNECTED, 11L);
        };
    SubscriptionStats stats = slow.subscription().stats();
    assertThat(stats.droppedBy()).isEqualTo(expected);
    assertThat(stats.dropped()).isEqualTo(expected.values().iterator().next());
    assertThat(stats.matched()).isEqualTo(overload == OverloadPolicy.DISCONNECT ? 12 : 101);
    assertThat(stats.delivered()).isEqualTo(stats.matched() - stats.dropped());
    assertThat(gater.events().stats().droppedBy()).isEqualTo(expected);
  }

  @Test
  void closedAndAbandonedAreReasonsToo() {
    Gater gater = nodes.open();
    Gate gate = nodes.gate();
    var closed = Recorder.behind(gate, gater.events(), "*");
    var abandoned = Recorder.behind(gate, gater.events(), "*");
    Numbers.publish(gater.events(), "a", 1, 10);
    Waits.untilMatched(closed.subscription(), 10);
    Waits.untilMatched(abandoned.subscription(), 10);
    Waits.until("both called", () -> closed.count() == 1 && abandoned.count() == 1);

    Future<Boolean> closing =
        nodes.inBackground(() -> {
          closed.subscription().close();
          return true;
        });
    Waits.until("ended", () -> closed.subscription().whenClosed().toCompletableFuture().isDone());
    gater.drain(Duration.ofMillis(10));
    gate.open();

    assertThat(Waits.result(closing)).isTrue();
    assertThat(gater.events().stats().droppedBy())
        .isEqualTo(Map.of(DropReason.CLOSED, 9L, DropReason.ABANDONED, 9L));
  }

  @Test
  void figuresOfEndedSubscriptionsStayInTheSums() {
    Gater gater = nodes.open();
    List<Subscription> subscriptions = new ArrayList<>();
    for (int round = 1; round <= 50; round++) {
      var seen = Recorder.on(gater.events(), "*");
      subscriptions.add(seen.subscription());
      gater.events().publish("a", "said", round);
      if (round % 2 == 0) {
        seen.await(1);
      }
      seen.subscription().close();
    }
    gater.drain();

    assertThat(gater.events().stats().subscriptions()).isZero();
    assertSummedUp(gater.events(), subscriptions);
  }

  private static void assertSummedUp(PubSub<?> instance, Iterable<Subscription> subscriptions) {
    long matched = 0;
    long delivered = 0;
    long dropped = 0;
    for (Subscription subscription : subscriptions) {
      SubscriptionStats stats = subscription.stats();
      matched += stats.matched();
      delivered += stats.delivered();
      dropped += stats.dropped();
    }
    InstanceStats sums = instance.stats();
    assertThat(sums.inFlight()).isZero();
    assertThat(sums.matched()).isEqualTo(matched);
    assertThat(sums.delivered()).isEqualTo(delivered);
    assertThat(sums.dropped()).isEqualTo(dropped);
  }

  @ParameterizedTest
  @EnumSource(OverloadPolicy.class)
  void figuresBalanceAtEveryMoment(OverloadPolicy overload) {
    Gater gater =
        nodes.open(
            "events",
            policy ->
                policy
                    .ring(64)
                    .queue(8)
                    .slowSubscriber(overload)
                    .keep(Retention.nothing().count(200)));
    PubSub<?> events = gater.events();
    ConcurrentLinkedQueue<Subscription> subscriptions = new ConcurrentLinkedQueue<>();
    AtomicBoolean enough = new AtomicBoolean();
    List<Future<Long>> publishers = new ArrayList<>();
    for (int p = 0; p < 2; p++) {
      publishers.add(
          nodes.inBackground(() -> {
            long accepted = 0;
            while (!enough.get()) {
              accepted += events.publish("a:" + accepted % 5, "said", accepted).accepted() ? 1 : 0;
            }
            return accepted;
          }));
    }
    List<Future<Boolean>> owners = new ArrayList<>();
    for (int o = 0; o < 2; o++) {
      Random random = new Random(o);
      owners.add(
          nodes.inBackground(() -> {
            while (!enough.get()) {
              Subscription subscription =
                  events.subscribe(random.nextBoolean() ? "*" : "a:1", FiguresTest::sometimesFail);
              subscriptions.add(subscription);
              int calls = random.nextInt(200);
              Waits.until(
                  "calls",
                  () ->
                      enough.get()
                          || subscription.whenClosed().toCompletableFuture().isDone()
                          || subscription.stats().matched() >= calls);
              subscription.close();
            }
            return true;
          }));
    }

    int readings = 0;
    InstanceStats before = events.stats();
    while (readings < 3_000 && (readings < 300 || subscriptions.size() < 200)) {
      InstanceStats now = events.stats();
      assertBalanced(now);
      assertNoLess(before, now);
      subscriptions.stream()
          .skip(Math.max(0, subscriptions.size() - 3L))
          .forEach(subscription -> {
            SubscriptionStats stats = subscription.stats();
            assertThat(stats.inFlight()).isNotNegative();
            assertThat(stats.matched())
                .isEqualTo(stats.delivered() + stats.failed() + stats.dropped() + stats.inFlight());
          });
      before = now;
      readings++;
    }
    enough.set(true);
    owners.forEach(Waits::result);
    long accepted = publishers.stream().mapToLong(Waits::result).sum();
    gater.drain();

    assertThat(events.stats().published()).isEqualTo(accepted);
    assertThat(events.stats().waiting()).isZero();
    assertSummedUp(events, subscriptions);
  }

  private static void sometimesFail(Message<?> message) {
    if (message.sequence() % 1_000 == 0) {
      throw new IllegalStateException("thrown by a test");
    }
  }

  private static void assertBalanced(InstanceStats stats) {
    assertThat(stats.inFlight()).isNotNegative();
    assertThat(stats.waiting()).isNotNegative();
    assertThat(stats.matched())
        .isEqualTo(stats.delivered() + stats.failed() + stats.dropped() + stats.inFlight());
  }

  private static void assertNoLess(InstanceStats before, InstanceStats now) {
    assertThat(now.published()).isGreaterThanOrEqualTo(before.published());
    assertThat(now.matched()).isGreaterThanOrEqualTo(before.matched());
    assertThat(now.delivered()).isGreaterThanOrEqualTo(before.delivered());
    assertThat(now.failed()).isGreaterThanOrEqualTo(before.failed());
    before
        .droppedBy()
        .forEach((reason, count) ->
            assertThat(now.droppedBy().get(reason)).isGreaterThanOrEqualTo(count));
  }

  @Test
  void timingsStandForEveryDeliveryAndAreInOrder() {
    Gater gater = nodes.open("health", policy -> policy.durability(Durability.NONE).queue(10_000));
    PubSub<?> health = gater.health();
    var seen =
        Recorder.on(health, SubscriptionOptions.of("*").slowSubscriber(OverloadPolicy.DROP_NEWEST));

    Numbers.publish(health, "a", 1, 20);
    Waits.untilIdle(seen.subscription(), 20);
    assertThat(health.stats().handlerTimes().count()).isEqualTo(20);
    Numbers.publish(health, "a", 21, 64 * 50);
    Waits.untilIdle(seen.subscription(), 64 * 50);

    InstanceStats stats = health.stats();
    assertThat(List.of(stats.deliveryTimes(), stats.handlerTimes()))
        .allSatisfy(timings -> {
          assertThat(timings.count()).isEqualTo(64 * 50); // sampled by 64, so exact by 64
          assertThat(timings.p50()).isLessThanOrEqualTo(timings.p90());
          assertThat(timings.p90()).isLessThanOrEqualTo(timings.p99());
          assertThat(timings.p99()).isLessThanOrEqualTo(timings.max());
          assertThat(timings.max()).isPositive();
        });
    assertThat(stats.deliveryTimes().max()).isGreaterThanOrEqualTo(stats.handlerTimes().p50());
    assertThat(health.stats()).isEqualTo(stats);
  }
}
