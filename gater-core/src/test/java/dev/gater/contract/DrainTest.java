package dev.gater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gater.DrainReceipt;
import dev.gater.DropReason;
import dev.gater.Gater;
import dev.gater.OverloadPolicy;
import dev.gater.PubSub;
import dev.gater.Publication;
import dev.gater.Publication.Reason;
import dev.gater.Subscription.EndedBy;
import dev.gater.SubscriptionOptions;
import dev.gater.SubscriptionStats;
import dev.gater.WhenFull;
import dev.gater.event.DomainEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a node shuts down: what is still delivered, what is refused, what the receipt says. */
class DrainTest {
  private static final int SOME = 10;
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Duration LONG = Duration.ofSeconds(2L * Waits.LONGEST_SECONDS);

  @RegisterExtension final Nodes nodes = new Nodes();

  /** A drain on a thread of its own, returned once it waits for deliveries. */
  private static Draining draining(Gater gater, Duration atMost) {
    FutureTask<DrainReceipt> task = new FutureTask<>(() -> gater.drain(atMost));
    Thread thread = new Thread(task, "draining");
    thread.start();
    Waits.until("draining", () -> thread.getState() == Thread.State.TIMED_WAITING || task.isDone());
    return new Draining(thread, task);
  }

  private record Draining(Thread thread, Future<DrainReceipt> receipt) {}

  private Recorder<DomainEvent> stuck(Gater gater, Gate gate) {
    return Recorder.on(
        gater.events(), SubscriptionOptions.of("*"), message -> gate.passUninterruptibly());
  }

  @Test
  void nothingUnderWayIsAnEmptyReceipt() {
    Gater gater = nodes.open();
    var seen = Recorder.on(gater.events(), "*");
    Numbers.publish(gater.events(), "a", 1, SOME);
    Waits.untilIdle(seen.subscription(), SOME);

    assertThat(gater.drain()).isEqualTo(new DrainReceipt(0, 0, 0));
  }

  @Test
  void whatWasAcceptedIsDelivered() {
    Gater gater = nodes.open("events", policy -> policy.queue(8));
    List<Recorder<?>> recorders = new ArrayList<>();
    for (PubSub<?> instance : List.of(gater.events(), gater.audit(), gater.alerts())) {
      recorders.add(Recorder.on(instance, "*"));
      Numbers.publish(instance, "a", 1, 500);
    }

    DrainReceipt receipt = gater.drain();

    assertThat(receipt.abandoned()).isZero();
    assertThat(recorders)
        .allSatisfy(recorder -> assertThat(recorder.data()).isEqualTo(Numbers.data(1, 500)));
  }

  @Test
  void theReceiptCountsWhatWasDeliveredSince() {
    Gater gater = nodes.open("events", policy -> policy.queue(4));
    Gate gate = nodes.gate();
    var before = Recorder.on(gater.events(), "before");
    Numbers.publish(gater.events(), "before", 1, 7);
    Waits.untilIdle(before.subscription(), 7);
    Recorder.behind(gate, gater.events(), "after");
    Recorder.behind(gate, gater.events(), "*");
    Recorder.behind(gate, gater.security(), "*");
    Numbers.publish(gater.events(), "after", 1, SOME);
    Numbers.publish(gater.security(), "after", 1, SOME);

    Draining draining = draining(gater, LONG);
    gate.open();

    assertThat(Waits.result(draining.receipt())).isEqualTo(new DrainReceipt(3 * SOME, 0, 0));
  }

  @Test
  void whatAStuckHandlerHoldsUpIsAbandonedWhenTheTimeIsUp() {
    Gater gater = nodes.open();
    Gate gate = nodes.gate();
    var stuck = stuck(gater, gate);
    var free = Recorder.on(gater.events(), "*");
    Numbers.publish(gater.events(), "a", 1, SOME);
    Waits.untilMatched(stuck.subscription(), SOME);
    Waits.untilIdle(free.subscription(), SOME);
    gate.awaitSomebody();

    DrainReceipt receipt = gater.drain(SHORT);

    assertThat(receipt).isEqualTo(new DrainReceipt(0, 0, SOME - 1));
    SubscriptionStats stats = stuck.subscription().stats();
    assertThat(stats.droppedBy()).containsExactly(Map.entry(DropReason.ABANDONED, SOME - 1L));
    assertThat(stats.inFlight()).isEqualTo(1);
    assertThat(stuck.subscription().whenClosed()).isCompletedWithValue(EndedBy.NODE);
    gate.open();
    Waits.until("returned", () -> stuck.subscription().stats().inFlight() == 0);
    assertThat(stuck.data()).containsExactly(1);
  }

  @Test
  void aHandlerStillRunningWhenTheTimeIsUpIsInterrupted() {
    Gater gater = nodes.open();
    Gate gate = nodes.gate();
    var held = Recorder.behind(gate, gater.events(), "*");
    gater.events().publish("a", "said", 1);
    gate.awaitSomebody();

    assertThat(gater.drain(SHORT)).isEqualTo(new DrainReceipt(0, 0, 0));

    Waits.until("interrupted", () -> held.subscription().stats().failed() == 1);
  }

  @Test
  void whatWasNotEvenRoutedIsAbandonedToo() {
    Gater gater = nodes.open("events", policy -> policy.ring(SOME).queue(1));
    Gate gate = nodes.gate();
    var stuck =
        Recorder.on(
            gater.events(),
            SubscriptionOptions.of("*").holdsPublishers(LONG),
            message -> gate.passUninterruptibly());
    Numbers.publish(gater.events(), "a", 1, 3);
    Waits.untilMatched(stuck.subscription(), 2); // one in the handler, one in its queue
    gate.awaitSomebody();
    Numbers.publish(gater.events(), "a", 4, SOME);

    assertThat(gater.drain(SHORT)).isEqualTo(new DrainReceipt(0, 0, SOME - 1));
    Waits.until("nothing waits", () -> gater.events().stats().waiting() == 0);
  }

  @Test
  void withoutAnyTimeEachDeliveryIsEitherDeliveredOrAbandoned() {
    int published = 4_000;
    for (int round = 0; round < 20; round++) {
      Gater gater = nodes.open("events", policy -> policy.queue(published));
      var seen = Recorder.on(gater.events(), "*");
      Numbers.publish(gater.events(), "a", 1, published);

      DrainReceipt receipt = gater.drain(Duration.ZERO);

      Waits.until("returned", () -> seen.subscription().stats().inFlight() == 0);
      SubscriptionStats stats = seen.subscription().stats();
      assertThat(stats.delivered() + stats.failed() + receipt.abandoned()).isEqualTo(published);
      assertThat(seen.count()).isEqualTo((int) stats.delivered());
    }
  }

  @Test
  void publicationsAreAnsweredClosedFromTheBeginning() {
    Gater gater = nodes.open();
    Gate gate = nodes.gate();
    var held = Recorder.behind(gate, gater.events(), "*");
    gater.events().publish("a", "said", 1);
    gate.awaitSomebody();

    Draining draining = draining(gater, LONG);
    List<Publication> late = new ArrayList<>();
    gater.instances().forEach(instance -> late.add(instance.publish("a", "said", 2)));
    gater.instances().forEach(instance -> late.add(instance.publishLocal("a", "said", 2)));
    gater.instances().forEach(instance -> late.add(instance.publishTo("other", "a", "said", 2)));
    gater.instances().forEach(instance -> late.add(instance.topic("a").publish("said", 2)));
    gater
        .instances()
        .forEach(instance ->
            late.add(Waits.completed(instance.publishConfirmed("a", "said", 2)).publication()));
    gate.open();

    assertThat(Waits.result(draining.receipt())).isEqualTo(new DrainReceipt(1, 0, 0));
    assertThat(late)
        .hasSize(5 * gater.instances().size())
        .allSatisfy(publication -> {
          assertThat(publication.accepted()).isFalse();
          assertThat(publication.reason()).isEqualTo(Reason.CLOSED);
          assertThat(publication.sequence()).isZero();
          assertThat(publication.detail()).isNotEmpty();
        });
    assertThat(held.data()).containsExactly(1);
  }

  @Test
  void publicationsThatWaitForRoomAreAnsweredClosed() {
    Gater gater =
        nodes.open("events", policy -> policy.ring(1).queue(1).whenFull(WhenFull.waitFor(LONG)));
    Gate gate = nodes.gate();
    Recorder.on(
        gater.events(),
        SubscriptionOptions.of("*").holdsPublishers(LONG),
        message -> gate.passUninterruptibly());
    Numbers.publish(gater.events(), "a", 1, 4); // handler, queue, dispatcher, ring
    List<Future<Publication>> publications = new ArrayList<>();
    List<Thread> waiting = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      FutureTask<Publication> task =
          new FutureTask<>(() -> gater.events().publish("a", "said", "late"));
      publications.add(task);
      waiting.add(Thread.ofPlatform().daemon().start(task));
    }
    Waits.until(
        "all wait",
        () -> waiting.stream().allMatch(t -> t.getState() == Thread.State.TIMED_WAITING));

    DrainReceipt receipt = gater.drain(SHORT);

    assertThat(publications)
        .allSatisfy(
            publication -> assertThat(Waits.result(publication).reason()).isEqualTo(Reason.CLOSED));
    assertThat(receipt).isEqualTo(new DrainReceipt(0, 0, 3));
    assertThat(gater.events().stats().published()).isEqualTo(4);
  }

  @Test
  void whatIsAcceptedWhileANodeClosesIsDelivered() {
    for (int round = 0; round < 10; round++) {
      Gater gater = nodes.open("events", policy -> policy.queue(8));
      var seen = Recorder.on(gater.events(), "*");
      AtomicInteger started = new AtomicInteger();
      List<Future<Integer>> publishers = new ArrayList<>();
      for (int p = 0; p < 3; p++) {
        publishers.add(
            nodes.inBackground(() -> {
              int accepted = 0;
              while (gater.events().publish("a", "said", accepted).accepted()) {
                accepted++;
                started.incrementAndGet();
              }
              return accepted;
            }));
      }
      Waits.until("publishing", () -> started.get() > 100);

      DrainReceipt receipt = gater.drain(LONG);

      int accepted = publishers.stream().mapToInt(Waits::result).sum();
      assertThat(seen.sequences()).isEqualTo(Numbers.sequences(1, accepted));
      assertThat(receipt.abandoned()).isZero();
      assertThat(gater.events().stats().published()).isEqualTo(accepted);
    }
  }

  @Test
  void drainingAgainAnswersWithTheFirstReceipt() {
    Gater gater = nodes.open();
    Gate gate = nodes.gate();
    stuck(gater, gate);
    Numbers.publish(gater.events(), "a", 1, SOME);
    gate.awaitSomebody();
    DrainReceipt first = gater.drain(SHORT);
    gate.open();

    assertThat(first.abandoned()).isEqualTo(SOME - 1);
    assertThat(gater.drain()).isEqualTo(first);
    gater.close();
    assertThat(gater.drain(Duration.ZERO)).isEqualTo(first);
  }

  @Test
  void allThatDrainAtOnceGetTheOneReceipt() {
    Gater gater = nodes.open();
    Gate gate = nodes.gate();
    Recorder.behind(gate, gater.events(), "*");
    Numbers.publish(gater.events(), "a", 1, SOME);
    gate.awaitSomebody();
    Draining first = draining(gater, LONG);
    List<Future<DrainReceipt>> others = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      others.add(nodes.inBackground(() -> gater.drain(SHORT)));
    }
    gate.open();

    Set<DrainReceipt> receipts = new HashSet<>();
    receipts.add(Waits.result(first.receipt()));
    others.forEach(other -> receipts.add(Waits.result(other)));
    assertThat(receipts).containsExactly(new DrainReceipt(SOME, 0, 0));
  }

  @Test
  void closingFromAHandlerReturns() {
    Gater gater = nodes.open();
    CompletableFuture<Reason> after = new CompletableFuture<>();
    gater
        .events()
        .subscribe(
            "*",
            message -> {
              gater.close();
              after.complete(gater.events().publish("a", "said", 2).reason());
            });

    gater.events().publish("a", "said", 1);

    assertThat(Waits.result(after)).isEqualTo(Reason.CLOSED);
  }

  @Test
  void drainingFromAHandlerAbandonsWhatWaitsForItselfAndDeliversTheRest() {
    Gater gater = nodes.open();
    Gate gate = nodes.gate();
    CompletableFuture<DrainReceipt> receipt = new CompletableFuture<>();
    var draining =
        Recorder.on(
            gater.events(),
            SubscriptionOptions.of("*"),
            message -> {
              gate.pass();
              receipt.complete(gater.drain(LONG));
            });
    var other = Recorder.on(gater.events(), "*");
    Numbers.publish(gater.events(), "a", 1, SOME);
    Waits.untilMatched(draining.subscription(), SOME);
    Waits.untilIdle(other.subscription(), SOME);
    gate.open();

    assertThat(Waits.result(receipt)).isEqualTo(new DrainReceipt(0, 0, SOME - 1));
    Waits.until("returned", () -> draining.subscription().stats().inFlight() == 0);
    assertThat(draining.subscription().stats().delivered()).isEqualTo(1);
    assertThat(draining.subscription().stats().droppedBy())
        .containsExactly(Map.entry(DropReason.ABANDONED, SOME - 1L));
    assertThat(other.data()).isEqualTo(Numbers.data(1, SOME));
  }

  @Test
  void aHandlerThatDrainedIsNotInterruptedForIt() {
    Gater gater = nodes.open();
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    gater
        .events()
        .subscribe(
            "*",
            message -> {
              gater.drain(LONG);
              interrupted.complete(Thread.currentThread().isInterrupted());
            });

    gater.events().publish("a", "said", 1);

    assertThat(Waits.result(interrupted)).isFalse();
  }

  @Test
  void aHandlerThatDrainsAnotherNodeKeepsItsOwn() {
    Gater own = nodes.open();
    Gater another = nodes.open();
    var seen =
        Recorder.on(
            own.events(),
            SubscriptionOptions.of("*"),
            message -> {
              if (message.sequence() == 1) {
                another.drain(LONG);
              }
            });

    Numbers.publish(own.events(), "a", 1, SOME);

    assertThat(seen.await(SOME).data()).isEqualTo(Numbers.data(1, SOME));
    assertThat(seen.subscription().whenClosed().toCompletableFuture()).isNotDone();
  }

  @Test
  void handlersThatDrainAtOnceDoNotWaitForEachOther() {
    Gater gater = nodes.open();
    int handlers = 3;
    CountDownLatch together = new CountDownLatch(handlers);
    List<CompletableFuture<DrainReceipt>> receipts = new ArrayList<>();
    for (int i = 0; i < handlers; i++) {
      CompletableFuture<DrainReceipt> receipt = new CompletableFuture<>();
      receipts.add(receipt);
      gater
          .events()
          .subscribe(
              "*",
              message -> {
                together.countDown();
                together.await();
                receipt.complete(gater.drain(LONG));
              });
    }

    gater.events().publish("a", "said", 1);

    Set<DrainReceipt> answers = new HashSet<>();
    receipts.forEach(receipt -> answers.add(Waits.result(receipt)));
    assertThat(answers).containsExactly(new DrainReceipt(0, 0, 0));
  }

  @Test
  void aHandlerThatDrainsWhileADrainWaitsForItHoldsNobodyUp() {
    Gater gater = nodes.open();
    Gate gate = nodes.gate();
    CompletableFuture<DrainReceipt> inside = new CompletableFuture<>();
    gater
        .events()
        .subscribe(
            "*",
            message -> {
              gate.pass();
              inside.complete(gater.drain());
            });
    gater.events().publish("a", "said", 1);
    gate.awaitSomebody();

    Draining outside = draining(gater, LONG);
    gate.open();

    assertThat(Waits.result(inside)).isEqualTo(Waits.result(outside.receipt()));
  }

  @Test
  void anInterruptOfTheDrainingThreadLosesNothing() {
    Gater gater = nodes.open("events", policy -> policy.queue(4));
    Gate gate = nodes.gate();
    var held = Recorder.behind(gate, gater.events(), "*");
    Numbers.publish(gater.events(), "a", 1, SOME);
    gate.awaitSomebody();
    FutureTask<DrainReceipt> task =
        new FutureTask<>(() -> {
          Thread.currentThread().interrupt();
          DrainReceipt receipt = gater.drain(LONG);
          assertThat(Thread.currentThread().isInterrupted()).as("still interrupted").isTrue();
          return receipt;
        });
    Thread thread = Thread.ofPlatform().start(task);
    Waits.until("draining", () -> thread.getState() == Thread.State.TIMED_WAITING);
    thread.interrupt();
    gate.open();

    assertThat(Waits.result(task)).isEqualTo(new DrainReceipt(SOME, 0, 0));
    assertThat(held.data()).isEqualTo(Numbers.data(1, SOME));
  }

  @Test
  void figuresStayReadableAfterTheEnd() {
    Gater gater = nodes.open();
    var seen =
        Recorder.on(
            gater.events(), SubscriptionOptions.of("*").slowSubscriber(OverloadPolicy.DROP_OLDEST));
    Numbers.publish(gater.events(), "a", 1, SOME);
    gater.drain();

    assertThat(gater.events().stats().published()).isEqualTo(SOME);
    assertThat(gater.events().stats().delivered()).isEqualTo(SOME);
    assertThat(gater.events().stats().subscriptions()).isZero();
    assertThat(seen.subscription().stats().delivered()).isEqualTo(SOME);
    assertThat(gater.config().node()).isNotEmpty();
  }

  @Test
  void callbacksThatBlockHoldADrainUpTogetherAndNotOneByOne() {
    Gater gater = nodes.open();
    Gate gate = nodes.gate();
    for (int i = 0; i < 200; i++) {
      gater.events().subscribe("*", message -> {}).whenClosed().thenRun(gate::passUninterruptibly);
    }

    var drained = nodes.inBackground(() -> gater.drain(SHORT));

    assertThat(Waits.result(drained)).isEqualTo(new DrainReceipt(0, 0, 0));
    gate.open();
  }
}
