package dev.gater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gater.DrainReceipt;
import dev.gater.DropReason;
import dev.gater.Gater;
import dev.gater.PubSub;
import dev.gater.Publication.Reason;
import dev.gater.Subscription.EndedBy;
import dev.gater.SubscriptionOptions;
import dev.gater.event.HealthEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One node leased by several owners. */
class SharedTest {
  private static final int SOME = 10;

  @RegisterExtension final Nodes nodes = new Nodes();

  private String name = "";

  @BeforeEach
  void aNameOfItsOwn(TestInfo test) {
    name = "shared_" + test.getTestMethod().orElseThrow().getName();
  }

  private Gater lease() {
    return nodes.closeLater(Gater.shared(name));
  }

  /** Tells one node from another of its name. */
  private static String epoch(Gater gater) {
    PubSub<HealthEvent> health = gater.health(); // promises no durability, so it can confirm
    var position = Waits.completed(health.publishConfirmed("a", "said", null)).position();
    assertThat(position).isNotNull();
    return position.epoch();
  }

  @Test
  void leasesOfOneNameShareOneNode() {
    Gater first = lease();
    Gater second = lease();
    var seen = Recorder.on(second.events(), "*");

    first.events().publish("a", "said", 1);

    assertThat(seen.await(1).data()).containsExactly(1);
    assertThat(epoch(first)).isEqualTo(epoch(second));
    assertThat(first.config().node()).isEqualTo(name);
    assertThat(second.events().stats().published()).isEqualTo(1);
  }

  @Test
  void differentNamesAreDifferentNodes() {
    Gater first = lease();
    Gater second = nodes.closeLater(Gater.shared(name + "_2"));
    Gater unshared = nodes.open(config -> config.node(name));
    var seen = Recorder.on(second.events(), "*");
    var seenUnshared = Recorder.on(unshared.events(), "*");

    first.events().publish("a", "said", 1);
    first.drain();
    second.drain();
    unshared.drain();

    assertThat(seen.count()).isZero();
    assertThat(seenUnshared.count()).isZero();
  }

  @Test
  void concurrentFirstOpensMakeOneNode() {
    int openers = 8;
    CountDownLatch together = new CountDownLatch(openers);
    List<Future<Gater>> opened = new ArrayList<>();
    for (int i = 0; i < openers; i++) {
      opened.add(
          nodes.inBackground(() -> {
            together.countDown();
            together.await();
            return lease();
          }));
    }

    Set<String> epochs = new HashSet<>();
    opened.forEach(gater -> epochs.add(epoch(Waits.result(gater))));

    assertThat(epochs).hasSize(1);
  }

  @Test
  void theLastLeaseClosedShutsDownAndTheNextOpensAnew() {
    Gater first = lease();
    Gater second = lease();
    String epoch = epoch(first);
    first.events().publish("a", "said", 1);
    first.close();
    assertThat(epoch(second)).isEqualTo(epoch);
    second.close();

    Gater fresh = lease();

    assertThat(epoch(fresh)).isNotEqualTo(epoch);
    assertThat(fresh.events().publish("a", "said", 1).sequence()).isEqualTo(1);
    assertThat(second.events().publish("a", "said", 1).reason()).isEqualTo(Reason.CLOSED);
    assertThatThrownBy(() -> first.events().subscribe("*", message -> {}))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aClosedLeaseEndsItsOwnSubscriptionsAndNoOthers() {
    Gater leaving = lease();
    Gater staying = lease();
    var gone = Recorder.on(leaving.events(), "*");
    var goneToo = Recorder.on(leaving.health(), "*");
    var kept = Recorder.on(staying.events(), "*");

    leaving.close();
    staying.events().publish("a", "said", 1);

    assertThat(kept.await(1).data()).containsExactly(1);
    assertThat(gone.subscription().whenClosed()).isCompletedWithValue(EndedBy.OWNER);
    assertThat(goneToo.subscription().whenClosed()).isCompletedWithValue(EndedBy.OWNER);
    assertThat(kept.subscription().whenClosed().toCompletableFuture()).isNotDone();
    assertThat(staying.events().stats().subscriptions()).isEqualTo(1);
    staying.close();
    assertThat(kept.subscription().whenClosed()).isCompletedWithValue(EndedBy.NODE);
    assertThat(gone.count()).isZero();
  }

  @Test
  void aClosedLeasePublishesNothingWhileTheOthersGoOn() {
    Gater leaving = lease();
    Gater staying = lease();
    var topic = leaving.events().topic("a");
    var seen = Recorder.on(staying.events(), "*");

    leaving.close();

    assertThat(leaving.events().publish("a", "said", 1).reason()).isEqualTo(Reason.CLOSED);
    assertThat(topic.publish("said", 2).reason()).isEqualTo(Reason.CLOSED);
    assertThat(Waits.completed(leaving.health().publishConfirmed("a", "said", 3)).position())
        .isNull();
    assertThatThrownBy(() -> leaving.events().subscribe("*", message -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    Numbers.publish(staying.events(), "a", 4, 5);
    assertThat(seen.await(2).data()).containsExactly(4, 5);
  }

  @Test
  void whatWaitsForAClosedLeaseIsDroppedAsByClosing() {
    Gater leaving = lease();
    Gater staying = lease();
    Gate gate = nodes.gate();
    var held = Recorder.behind(gate, leaving.events(), "*");
    var kept = Recorder.on(staying.events(), "*");
    Numbers.publish(staying.events(), "a", 1, SOME);
    Waits.untilMatched(held.subscription(), SOME);
    gate.awaitSomebody();

    Future<DrainReceipt> receipt = nodes.inBackground(leaving::drain);
    Waits.until("ended", () -> held.subscription().whenClosed().toCompletableFuture().isDone());
    gate.open();

    assertThat(Waits.result(receipt)).isEqualTo(new DrainReceipt(0, 0, 0));
    assertThat(held.subscription().stats().droppedBy())
        .containsExactly(Map.entry(DropReason.CLOSED, SOME - 1L));
    assertThat(kept.await(SOME).data()).isEqualTo(Numbers.data(1, SOME));
  }

  @Test
  void theLastLeaseDrains() {
    Gater first = lease();
    Gater last = lease();
    Gate gate = nodes.gate();
    var held =
        Recorder.on(
            last.events(), SubscriptionOptions.of("*"), message -> gate.passUninterruptibly());
    Numbers.publish(first.events(), "a", 1, SOME);
    Waits.untilMatched(held.subscription(), SOME);
    gate.awaitSomebody();

    assertThat(first.drain()).isEqualTo(new DrainReceipt(0, 0, 0));
    DrainReceipt receipt = last.drain(Duration.ofMillis(50));

    assertThat(receipt).isEqualTo(new DrainReceipt(0, 0, SOME - 1));
    assertThat(last.drain()).isEqualTo(receipt);
    assertThat(first.drain()).isEqualTo(new DrainReceipt(0, 0, 0));
  }

  @Test
  void closingALeaseAgainCountsOnce() {
    Gater twice = lease();
    Gater second = lease();
    Gater third = lease();
    String epoch = epoch(second);
    var seen = Recorder.on(second.events(), "*");

    twice.close();
    twice.close();
    twice.drain();
    third.close();
    third.close();

    assertThat(second.events().publish("a", "said", 1).accepted()).isTrue();
    assertThat(seen.await(1).data()).containsExactly(1);
    assertThat(epoch(lease())).isEqualTo(epoch);
  }

  @Test
  void aHandlerMayCloseItsLease() {
    Gater leaving = lease();
    Gater staying = lease();
    CompletableFuture<Reason> after = new CompletableFuture<>();
    var own =
        Recorder.on(
            leaving.events(),
            SubscriptionOptions.of("*"),
            message -> {
              leaving.close();
              after.complete(leaving.events().publish("a", "said", 2).reason());
            });
    var kept = Recorder.on(staying.events(), "*");

    Numbers.publish(staying.events(), "a", 1, SOME);

    assertThat(Waits.result(after)).isEqualTo(Reason.CLOSED);
    assertThat(kept.await(SOME).data()).isEqualTo(Numbers.data(1, SOME));
    assertThat(own.data()).containsExactly(1);
  }

  @Test
  void openingAndClosingInAllThreadsNeverMeetsAClosedNode() {
    List<Future<Integer>> owners = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      owners.add(
          nodes.inBackground(() -> {
            int accepted = 0;
            for (int round = 0; round < 25; round++) {
              try (Gater gater = Gater.shared(name)) {
                CountDownLatch seen = new CountDownLatch(1);
                gater.events().subscribe("*", message -> seen.countDown());
                if (gater.events().publish("a", "said", round).accepted()) {
                  accepted++;
                }
                Waits.until("own message", () -> seen.getCount() == 0);
              }
            }
            return accepted;
          }));
    }

    assertThat(owners).allSatisfy(owner -> assertThat(Waits.result(owner)).isEqualTo(25));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a:b", "a b", "*", "+", "a\u0000"})
  void anIllegalNameIsRefused(String illegal) {
    assertThatThrownBy(() -> Gater.shared(illegal)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Gater.shared(illegal)).isInstanceOf(IllegalArgumentException.class);
  }
}
