package dev.gater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gater.DropReason;
import dev.gater.Gater;
import dev.gater.InvalidTopicException;
import dev.gater.OverloadPolicy;
import dev.gater.PubSub;
import dev.gater.Subscription;
import dev.gater.Subscription.EndedBy;
import dev.gater.SubscriptionOptions;
import dev.gater.SubscriptionStats;
import dev.gater.event.DomainEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How subscriptions end: what still happens, what no longer does, and what is counted. */
class ClosingTest {
  private static final int ROUNDS = 400;
  private static final int SOME = 10;

  @RegisterExtension final Nodes nodes = new Nodes();

  @ParameterizedTest
  @ValueSource(strings = {"events", "metrics", "health"})
  void onceCloseHasReturnedNoCallStarts(String name) {
    Gater gater = nodes.open(name, policy -> policy.queue(4));
    PubSub<?> instance = gater.instance(name);
    AtomicBoolean enough = new AtomicBoolean();
    Future<Integer> publisher =
        nodes.inBackground(() -> {
          int published = 0;
          while (!enough.get()) {
            instance.publish("a", "said", published++);
          }
          return published;
        });

    AtomicInteger late = new AtomicInteger();
    for (int round = 0; round < ROUNDS; round++) {
      AtomicBoolean closed = new AtomicBoolean();
      CountDownLatch called = new CountDownLatch(1);
      Subscription subscription =
          instance.subscribe(
              "*",
              message -> {
                if (closed.get()) {
                  late.incrementAndGet();
                }
                called.countDown();
              });
      if (round % 2 == 0) { // the others are closed while they begin
        Waits.until("a call", () -> called.getCount() == 0);
      }
      subscription.close();
      closed.set(true);
    }
    enough.set(true);
    assertThat(Waits.result(publisher)).isPositive();
    gater.drain();

    assertThat(late).hasValue(0);
  }

  @Test
  void closeWaitsForTheCallUnderWay() {
    Gater gater = nodes.open();
    for (int round = 0; round < 100; round++) {
      CountDownLatch inside = new CountDownLatch(1);
      int[] plain = {0};
      Subscription subscription =
          gater
              .events()
              .subscribe(
                  "*",
                  message -> {
                    inside.countDown();
                    for (int i = 0; i < 1_000; i++) {
                      Thread.onSpinWait();
                    }
                    plain[0] = 1;
                  });
      gater.events().publish("a", "said", round);
      Waits.until("in the call", () -> inside.getCount() == 0);

      subscription.close();

      assertThat(plain[0]).isEqualTo(1);
      assertThat(subscription.stats().delivered()).isEqualTo(1);
      assertThat(subscription.stats().inFlight()).isZero();
    }
  }

  @Test
  void closingFromItsOwnHandlerDropsWhatWaits() {
    Gater gater = nodes.open();
    Gate gate = nodes.gate();
    CompletableFuture<Subscription> own = new CompletableFuture<>();
    CompletableFuture<SubscriptionStats> asItReturned = new CompletableFuture<>();
    var closing =
        Recorder.on(
            gater.events(),
            SubscriptionOptions.of("*"),
            message -> {
              gate.pass();
              own.join().close();
              asItReturned.complete(own.join().stats());
            });
    own.complete(closing.subscription());

    Numbers.publish(gater.events(), "a", 1, SOME);
    Waits.untilMatched(closing.subscription(), SOME);
    gate.open();

    SubscriptionStats inside = Waits.result(asItReturned);
    assertThat(inside.inFlight()).isEqualTo(1);
    assertThat(inside.droppedBy()).containsExactly(Map.entry(DropReason.CLOSED, SOME - 1L));
    Waits.until("returned", () -> closing.subscription().stats().delivered() == 1);
    Numbers.publish(gater.events(), "a", SOME + 1, 2 * SOME);
    gater.drain();
    assertThat(closing.data()).containsExactly(1);
    assertThat(closing.subscription().stats().inFlight()).isZero();
    assertThat(Waits.completed(closing.subscription().whenClosed())).isEqualTo(EndedBy.OWNER);
  }

  @Test
  @Timeout(25) // closings that waited for their own calls, a second each, would take 50
  void closingFromItsOwnHandlerDoesNotWaitForItself() {
    Gater gater = nodes.open();
    for (int round = 0; round < 50; round++) {
      CompletableFuture<Subscription> own = new CompletableFuture<>();
      CompletableFuture<Boolean> returned = new CompletableFuture<>();
      own.complete(
          gater
              .events()
              .subscribe(
                  "*",
                  message -> {
                    own.join().close();
                    returned.complete(true);
                  }));

      gater.events().publish("a", "said", round);

      assertThat(Waits.result(returned)).isTrue();
    }
  }

  @Test
  void closingReturnsThoughTheHandlerNeverDoes() {
    Gater gater = nodes.open();
    Gate gate = nodes.gate();
    var stuck =
        Recorder.on(
            gater.events(), SubscriptionOptions.of("*"), message -> gate.passUninterruptibly());
    Numbers.publish(gater.events(), "a", 1, SOME);
    Waits.untilMatched(stuck.subscription(), SOME);
    gate.awaitSomebody();

    stuck.subscription().close();

    SubscriptionStats closed = stuck.subscription().stats();
    assertThat(closed.matched()).isEqualTo(SOME);
    assertThat(closed.inFlight()).isEqualTo(1);
    assertThat(closed.droppedBy()).containsExactly(Map.entry(DropReason.CLOSED, SOME - 1L));
    gate.open();
    Waits.until("returned", () -> stuck.subscription().stats().inFlight() == 0);
    assertThat(stuck.subscription().stats().delivered()).isEqualTo(1);
    assertThat(stuck.subscription().stats().matched()).isEqualTo(SOME);
    assertThat(stuck.data()).containsExactly(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 1000})
  void whatWaitedIsDroppedAndCountedToTheLast(int queue) {
    Gater gater = nodes.open("events", policy -> policy.queue(queue)); // 2: it is catching up
    Gate gate = nodes.gate();
    var held = Recorder.behind(gate, gater.events(), "*");
    Numbers.publish(gater.events(), "a", 1, 100);
    Waits.untilMatched(held.subscription(), 100);
    gate.awaitSomebody();

    Future<Boolean> closing =
        nodes.inBackground(() -> {
          held.subscription().close();
          return true;
        });
    Waits.until(
        "dropped", () -> held.subscription().stats().droppedBy().containsKey(DropReason.CLOSED));
    gate.open();

    assertThat(Waits.result(closing)).isTrue();
    SubscriptionStats stats = held.subscription().stats();
    assertThat(stats.droppedBy()).containsExactly(Map.entry(DropReason.CLOSED, 99L));
    assertThat(stats.delivered()).isEqualTo(1);
    assertThat(stats.matched()).isEqualTo(100);
    assertThat(stats.inFlight()).isZero();
  }

  @Test
  void whenClosedSaysThatTheOwnerDid() {
    Gater gater = nodes.open();
    Subscription subscription = gater.events().subscribe("*", message -> {});
    assertThat(subscription.whenClosed().toCompletableFuture()).isNotDone();

    subscription.close();

    assertThat(subscription.whenClosed()).isCompletedWithValue(EndedBy.OWNER);
  }

  @Test
  void whenClosedSaysThatThePolicyDid() {
    Gater gater = nodes.open("events", policy -> policy.queue(2));
    Gate gate = nodes.gate();
    var slow =
        Recorder.behind(
            gate,
            gater.events(),
            SubscriptionOptions.of("*").slowSubscriber(OverloadPolicy.DISCONNECT));
    gater.events().publish("a", "said", 1);
    gate.awaitSomebody();

    Numbers.publish(gater.events(), "a", 2, 4);

    assertThat(Waits.completed(slow.subscription().whenClosed())).isEqualTo(EndedBy.POLICY);
    gate.open();
    slow.subscription().close();
    assertThat(slow.subscription().stats().droppedBy())
        .containsExactly(Map.entry(DropReason.DISCONNECTED, 3L));
    assertThat(slow.subscription().whenClosed()).isCompletedWithValue(EndedBy.POLICY);
  }

  @Test
  void whenClosedSaysThatTheNodeDid() {
    Gater gater = nodes.open();
    List<Subscription> subscriptions = new ArrayList<>();
    gater
        .instances()
        .forEach(instance -> subscriptions.add(instance.subscribe("*", message -> {})));

    gater.drain();

    assertThat(subscriptions)
        .allSatisfy(subscription ->
            assertThat(subscription.whenClosed()).isCompletedWithValue(EndedBy.NODE));
  }

  @Test
  void whoeverIsToldOfTheEndMaySubscribeAnew() {
    Gater gater = nodes.open();
    var first = Recorder.on(gater.events(), "*");
    CompletableFuture<Recorder<DomainEvent>> second = new CompletableFuture<>();
    first
        .subscription()
        .whenClosed()
        .thenAccept(by -> second.complete(Recorder.on(gater.events(), "*")));

    first.subscription().close();
    gater.events().publish("a", "said", 1);

    assertThat(Waits.result(second).await(1).data()).containsExactly(1);
    assertThat(first.count()).isZero();
  }

  @Test
  void closingTwiceOrByManyAtOnceIsClosingOnce() {
    Gater gater = nodes.open();
    Gate gate = nodes.gate();
    var held = Recorder.behind(gate, gater.events(), "*");
    var other = Recorder.on(gater.events(), "*");
    Numbers.publish(gater.events(), "a", 1, SOME);
    Waits.untilMatched(held.subscription(), SOME);
    gate.awaitSomebody();
    AtomicInteger told = new AtomicInteger();
    held.subscription().whenClosed().thenRun(told::incrementAndGet);

    List<Future<Boolean>> closings = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      closings.add(
          nodes.inBackground(() -> {
            held.subscription().close();
            return true;
          }));
    }
    Waits.until("ended", () -> told.get() > 0);
    gate.open();
    closings.forEach(Waits::result);
    held.subscription().close();

    assertThat(told).hasValue(1);
    assertThat(held.subscription().stats().droppedBy())
        .containsExactly(Map.entry(DropReason.CLOSED, SOME - 1L));
    gater.events().publish("a", "said", SOME + 1);
    other.await(SOME + 1);
    assertThat(gater.events().stats().subscriptions()).isEqualTo(1);
  }

  @Test
  void theFiguresOfAClosedSubscriptionStayReadable() {
    Gater gater = nodes.open();
    var seen = Recorder.on(gater.events(), "*");
    Numbers.publish(gater.events(), "a", 1, SOME);
    Waits.untilIdle(seen.subscription(), SOME);

    seen.subscription().close();
    SubscriptionStats closed = seen.subscription().stats();
    Numbers.publish(gater.events(), "a", SOME + 1, 2 * SOME);
    gater.drain();

    assertThat(closed).isEqualTo(new SubscriptionStats(SOME, SOME, 0, Map.of(), 0, false));
    assertThat(seen.subscription().stats()).isEqualTo(closed);
    assertThat(seen.subscription().options().pattern().toString()).isEqualTo("*");
    assertThat(seen.subscription().instance()).isEqualTo("events");
    assertThat(seen.subscription().name()).isNotEmpty();
  }

  @Test
  void handlersThatCloseEachOtherBothReturn() {
    Gater gater = nodes.open();
    CountDownLatch together = new CountDownLatch(2);
    List<CompletableFuture<Subscription>> subscriptions =
        List.of(new CompletableFuture<>(), new CompletableFuture<>());
    List<Recorder<DomainEvent>> recorders = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      CompletableFuture<Subscription> other = subscriptions.get(1 - i);
      var recorder =
          Recorder.on(
              gater.events(),
              SubscriptionOptions.of("*"),
              message -> {
                together.countDown();
                together.await();
                other.join().close();
              });
      recorders.add(recorder);
      subscriptions.get(i).complete(recorder.subscription());
    }

    Numbers.publish(gater.events(), "a", 1, SOME);

    recorders.forEach(recorder ->
        Waits.until("returned", () -> recorder.subscription().stats().delivered() == 1));
    gater.drain();
    assertThat(recorders)
        .allSatisfy(recorder -> {
          assertThat(recorder.data()).containsExactly(1);
          assertThat(recorder.subscription().whenClosed()).isCompletedWithValue(EndedBy.OWNER);
        });
  }

  @Test
  void aClosedNodeTakesNoSubscriptions() {
    Gater gater = nodes.open("billing", policy -> policy);
    gater.close();

    assertThat(gater.instances())
        .allSatisfy(instance ->
            assertThatThrownBy(() -> instance.subscribe("*", message -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed"));
  }

  @Test
  void anIllegalPatternIsThrownAtOnceAndNamesThePosition() {
    Gater gater = nodes.open();

    assertThatThrownBy(() -> gater.events().subscribe("a::b", message -> {}))
        .isInstanceOfSatisfying(
            InvalidTopicException.class, thrown -> assertThat(thrown.position()).isEqualTo(2));
    assertThatThrownBy(() -> gater.events().subscribe("", message -> {}))
        .isInstanceOf(InvalidTopicException.class);
    assertThat(gater.events().stats().subscriptions()).isZero();
  }
}
