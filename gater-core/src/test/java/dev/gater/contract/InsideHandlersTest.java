package dev.gater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gater.DrainReceipt;
import dev.gater.Gater;
import dev.gater.Handler;
import dev.gater.OverloadPolicy;
import dev.gater.Policy;
import dev.gater.PubSub;
import dev.gater.Publication;
import dev.gater.Publication.Reason;
import dev.gater.Start;
import dev.gater.Subscription;
import dev.gater.Subscription.EndedBy;
import dev.gater.SubscriptionOptions;
import dev.gater.WhenFull;
import dev.gater.event.DomainEvent;
import dev.gater.event.SystemEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Inside a handler everything may be called, and nothing waits for itself. */
class InsideHandlersTest {
  private static final int CHAIN = 100_000;

  /** So long that a test which depends on it fails by its own bound. */
  private static final Duration FOR_EVER = Duration.ofHours(1);

  /** Longer than a test waits, and short enough for one that fails to end. */
  private static final Duration DRAIN = Duration.ofSeconds(2 * Waits.LONGEST_SECONDS);

  private static final Duration SHORT = Duration.ofMillis(20);

  @RegisterExtension final Nodes nodes = new Nodes();

  @Test
  void publishingToTheSameInstance() {
    PubSub<DomainEvent> events = nodes.open().events();
    List<Publication> answers = Collections.synchronizedList(new ArrayList<>());
    var asked =
        Recorder.on(
            events,
            SubscriptionOptions.of("asked"),
            message -> answers.add(events.publish("answered", Numbers.TYPE, message.data())));
    var answered = Recorder.on(events, "answered");

    Numbers.publish(events, "asked", 1, 100);

    assertThat(answered.await(100).data()).isEqualTo(Numbers.data(1, 100));
    assertThat(asked.data()).isEqualTo(Numbers.data(1, 100));
    assertThat(answers).allMatch(Publication::accepted);
  }

  @Test
  void publishingToAnotherInstance() {
    Gater gater = nodes.open();
    Recorder.on(
        gater.events(),
        SubscriptionOptions.of("*"),
        message -> gater.alerts().publish(message.topic(), message.type(), message.data()));
    var alerts = Recorder.on(gater.alerts(), "*");

    Numbers.publish(gater.events(), "a", 1, 100);

    assertThat(alerts.await(100).data()).isEqualTo(Numbers.data(1, 100));
  }

  @Test
  void subscribing() {
    PubSub<DomainEvent> events = nodes.open().events();
    List<Recorder<DomainEvent>> made = Collections.synchronizedList(new ArrayList<>());
    Recorder.on(
        events,
        SubscriptionOptions.of("make"),
        message -> {
          made.add(Recorder.on(events, "a"));
          made.add(Recorder.on(events, SubscriptionOptions.of("a").from(Start.beginning())));
          events.publish("a", Numbers.TYPE, 2);
        });
    Numbers.publish(events, "a", 1, 1);
    Numbers.publish(events, "make", 0, 0);
    Waits.until("subscribed", () -> made.size() == 2);

    assertThat(made.get(0).await(1).data()).containsExactly(2);
    assertThat(made.get(1).await(2).data()).containsExactly(1, 2);
  }

  @Test
  void closingItself() {
    PubSub<DomainEvent> events = nodes.open().events();
    AtomicReference<Recorder<DomainEvent>> self = new AtomicReference<>();
    Gate gate = nodes.gate();
    self.set(
        Recorder.on(
            events,
            SubscriptionOptions.of("*"),
            message -> {
              gate.pass();
              self.get().subscription().close();
            }));
    var other = Recorder.on(events, "*");
    Numbers.publish(events, "a", 1, 100);
    Waits.untilMatched(self.get().subscription(), 100);

    gate.open();
    other.await(100);

    Subscription closed = self.get().subscription();
    assertThat(Waits.completed(closed.whenClosed())).isEqualTo(EndedBy.OWNER);
    Waits.untilIdle(closed, 100);
    assertThat(self.get().data()).containsExactly(1);
    assertThat(closed.stats().delivered()).isEqualTo(1);
    assertThat(closed.stats().dropped()).isEqualTo(99);
  }

  @Test
  void closingOthers() {
    PubSub<DomainEvent> events = nodes.open().events();
    var victims = IntStream.range(0, 5).mapToObj(i -> Recorder.on(events, "a")).toList();
    var closer =
        Recorder.on(
            events,
            SubscriptionOptions.of("close"),
            message -> victims.forEach(victim -> victim.subscription().close()));
    Numbers.publish(events, "a", 1, 10);
    victims.forEach(victim -> victim.await(10));

    Numbers.publish(events, "close", 0, 0);
    Waits.untilIdle(closer.subscription(), 1);
    Numbers.publish(events, "a", 11, 20);
    History.settle(events);

    assertThat(victims)
        .allSatisfy(victim -> assertThat(victim.data()).isEqualTo(Numbers.data(1, 10)));
    assertThat(events.stats().subscriptions()).isEqualTo(1);
  }

  @Test
  void twoThatCloseEachOtherBothReturn() {
    PubSub<DomainEvent> events = nodes.open().events();
    CyclicBarrier both = new CyclicBarrier(2);
    List<Recorder<DomainEvent>> pair = Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < 2; i++) {
      int other = 1 - i;
      pair.add(
          Recorder.on(
              events,
              SubscriptionOptions.of("*"),
              message -> {
                both.await(Waits.LONGEST_SECONDS, TimeUnit.SECONDS);
                pair.get(other).subscription().close();
              }));
    }

    Numbers.publish(events, "a", 1, 3);

    for (Recorder<DomainEvent> one : pair) {
      Waits.completed(one.subscription().whenClosed());
      Waits.until("returned", () -> one.subscription().stats().inFlight() == 0);
      assertThat(one.data()).containsExactly(1);
      assertThat(one.subscription().stats().delivered()).isEqualTo(1);
    }
  }

  @Test
  void drainingTheNode() {
    Gater gater = nodes.open();
    CompletableFuture<DrainReceipt> receipt = new CompletableFuture<>();
    CompletableFuture<Publication> after = new CompletableFuture<>();
    Gate gate = nodes.gate();
    var drainer =
        Recorder.on(
            gater.events(),
            SubscriptionOptions.of("*"),
            message -> {
              gate.pass();
              receipt.complete(gater.drain(DRAIN));
              after.complete(gater.events().publish("a", Numbers.TYPE, 0));
            });
    var other = Recorder.behind(gate, gater.events(), "*");
    var elsewhere = Recorder.behind(gate, gater.health(), "*");
    Numbers.publish(gater.events(), "a", 1, 10);
    Numbers.publish(gater.health(), "a", 1, 1);
    gate.awaitSomebody();
    Waits.untilMatched(drainer.subscription(), 10);
    gate.open();

    assertThat(Waits.result(receipt).abandoned()).isEqualTo(9);
    assertThat(Waits.result(after).reason()).isEqualTo(Reason.CLOSED);
    assertThat(other.data()).isEqualTo(Numbers.data(1, 10));
    assertThat(elsewhere.data()).containsExactly(1);
    assertThat(drainer.data()).containsExactly(1);
  }

  @Test
  void twoThatDrainDoNotWaitForEachOther() {
    Gater gater = nodes.open();
    CyclicBarrier both = new CyclicBarrier(2);
    List<DrainReceipt> receipts = Collections.synchronizedList(new ArrayList<>());
    Handler<DomainEvent> drain =
        message -> {
          both.await(Waits.LONGEST_SECONDS, TimeUnit.SECONDS);
          receipts.add(gater.drain(DRAIN));
        };
    gater.events().subscribe("*", drain);
    gater.events().subscribe("*", drain);

    Numbers.publish(gater.events(), "a", 1, 1);

    Waits.until("both drained", () -> receipts.size() == 2);
    assertThat(receipts.get(0)).isEqualTo(receipts.get(1));
  }

  @Test
  void oneThatDrainsIsNotWaitedForByOneThatDrainsAlready() {
    Gater gater = nodes.open();
    Gate first = nodes.gate();
    Gate second = nodes.gate();
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    List<DrainReceipt> receipts = Collections.synchronizedList(new ArrayList<>());
    gater
        .events()
        .subscribe(
            "*",
            message -> {
              first.pass();
              thread.complete(Thread.currentThread());
              receipts.add(gater.drain(DRAIN));
            });
    gater
        .events()
        .subscribe(
            "*",
            message -> {
              second.pass();
              receipts.add(gater.drain(DRAIN));
            });
    Numbers.publish(gater.events(), "a", 1, 1);
    first.awaitSomebody();
    second.awaitSomebody();
    History.settle(gater.events());

    first.open();
    Thread draining = Waits.result(thread);
    Waits.until("waits", () -> draining.getState() == Thread.State.TIMED_WAITING);
    second.open();

    Waits.until("both drained", () -> receipts.size() == 2);
    assertThat(receipts.get(0)).isEqualTo(receipts.get(1));
  }

  @Test
  void drainingAnotherNodeEndsNothingHere() {
    Gater here = nodes.open();
    Gater there = nodes.open();
    CompletableFuture<DrainReceipt> receipt = new CompletableFuture<>();
    var drainer =
        Recorder.on(
            here.events(),
            SubscriptionOptions.of("*"),
            message -> receipt.complete(there.drain(DRAIN)));
    var other = Recorder.on(there.events(), "*");
    Numbers.publish(there.events(), "a", 1, 10);

    Numbers.publish(here.events(), "a", 1, 10);

    assertThat(Waits.result(receipt).abandoned()).isZero();
    assertThat(other.data()).isEqualTo(Numbers.data(1, 10));
    assertThat(drainer.await(10).data()).isEqualTo(Numbers.data(1, 10));
    assertThat(drainer.subscription().whenClosed().toCompletableFuture()).isNotDone();
  }

  /** Of a ring of four, a queue of one, and publications that wait as long as that. */
  private static Policy tight(Policy policy, Duration wait) {
    return policy
        .ring(4)
        .queue(1)
        .whenFull(WhenFull.waitFor(wait))
        .slowSubscriber(OverloadPolicy.CATCH_UP);
  }

  private static SubscriptionOptions holding() {
    return SubscriptionOptions.of("*").holdsPublishers(Duration.ofSeconds(Waits.LONGEST_SECONDS));
  }

  /** Fills the instance while a handler behind the gate holds its publishers. */
  private static void fill(PubSub<?> instance, Gate gate, int already) {
    gate.awaitSomebody();
    int accepted = already;
    int full = already + 6; // in the handler, queued, being offered, and four in the ring less one
    while (accepted < full) {
      Numbers.publish(instance, "a", accepted + 1, accepted + 1);
      accepted++;
    }
  }

  @Test
  void aHandlerThatHoldsPublishersIsRefusedByItsOwnFullInstance() {
    PubSub<DomainEvent> events = nodes.open("events", policy -> tight(policy, FOR_EVER)).events();
    Gate gate = nodes.gate();
    CompletableFuture<Publication> refused = new CompletableFuture<>();
    var holder =
        Recorder.on(
            events,
            holding(),
            message -> {
              if (message.sequence() == 1) {
                gate.pass();
                refused.complete(events.publish("a", Numbers.TYPE, 0));
              }
            });
    Numbers.publish(events, "a", 1, 1);
    fill(events, gate, 1);
    Waits.until("full", () -> events.stats().waiting() == 5);

    gate.open();

    assertThat(Waits.result(refused).reason()).isEqualTo(Reason.FULL);
    assertThat(holder.await(7).data()).isEqualTo(Numbers.data(1, 7));
    assertThat(events.stats().rejected()).isEqualTo(1);
  }

  @Test
  void anyOtherHandlerWaitsForItsOwnFullInstanceAndGetsRoom() {
    PubSub<DomainEvent> events = nodes.open("events", policy -> tight(policy, FOR_EVER)).events();
    Gate holdersGate = nodes.gate();
    Gate publishersGate = nodes.gate();
    var holder = Recorder.behind(holdersGate, events, holding());
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    CompletableFuture<Publication> answer = new CompletableFuture<>();
    var publisher =
        Recorder.on(
            events,
            SubscriptionOptions.of("*"),
            message -> {
              if (message.sequence() == 1) {
                publishersGate.pass();
                thread.complete(Thread.currentThread());
                answer.complete(events.publish("b", Numbers.TYPE, 8));
              }
            });
    Numbers.publish(events, "a", 1, 1);
    publishersGate.awaitSomebody();
    fill(events, holdersGate, 1);
    Waits.until("full", () -> events.stats().waiting() == 5);

    publishersGate.open();
    Thread waiting = Waits.result(thread);
    Waits.until("publisher waits", () -> waiting.getState() == Thread.State.TIMED_WAITING);
    assertThat(answer).isNotDone();
    holdersGate.open();

    assertThat(Waits.result(answer).accepted()).isTrue();
    assertThat(holder.await(8).data()).isEqualTo(Numbers.data(1, 8));
    assertThat(publisher.await(8).data()).isEqualTo(Numbers.data(1, 8));
    assertThat(events.stats().rejected()).isZero();
  }

  @Test
  void aHandlerThatHoldsPublishersWaitsForAnotherNodesInstanceOfThatName() {
    PubSub<DomainEvent> here = nodes.open().events();
    PubSub<DomainEvent> there = nodes.open("events", policy -> tight(policy, FOR_EVER)).events();
    Gate gate = nodes.gate();
    Recorder.behind(gate, there, holding());
    Numbers.publish(there, "a", 1, 1);
    fill(there, gate, 1);
    Waits.until("full", () -> there.stats().waiting() == 5);
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    CompletableFuture<Publication> answer = new CompletableFuture<>();
    Recorder.on(
        here,
        holding(),
        message -> {
          thread.complete(Thread.currentThread());
          answer.complete(there.publish("a", Numbers.TYPE, 8));
        });

    Numbers.publish(here, "a", 1, 1);
    Thread waiting = Waits.result(thread);
    Waits.until(
        "publisher waits or is answered",
        () -> answer.isDone() || waiting.getState() == Thread.State.TIMED_WAITING);
    gate.open();

    assertThat(Waits.result(answer).reason()).isEqualTo(Reason.NONE);
  }

  @Test
  void aHandlerMayFloodItsOwnSmallInstance() {
    PubSub<DomainEvent> events = nodes.open("events", policy -> tight(policy, FOR_EVER)).events();
    var flooder =
        Recorder.on(
            events,
            SubscriptionOptions.of("*"),
            message -> {
              if (message.topic().equals("start")) {
                Numbers.publish(events, "a", 1, 500);
              }
            });

    Numbers.publish(events, "start", 0, 0);

    assertThat(flooder.await(501).data()).isEqualTo(Numbers.data(0, 500));
  }

  @Test
  void handlersOfTwoInstancesThatFillEachOtherEnd() {
    Gater gater =
        nodes.open(config ->
            config
                .instance("events", policy -> tight(policy, SHORT))
                .instance("system", policy -> tight(policy, SHORT)));
    PubSub<DomainEvent> events = gater.events();
    PubSub<SystemEvent> system = gater.system();
    int each = 20;
    CyclicBarrier both = new CyclicBarrier(2);
    SubscriptionOptions holding = SubscriptionOptions.of("*").holdsPublishers(FOR_EVER);
    List<Reason> reasons = Collections.synchronizedList(new ArrayList<>());
    AtomicInteger floods = new AtomicInteger();
    Recorder.on(events, holding, message -> flood(message.topic(), system, both, reasons, floods));
    Recorder.on(system, holding, message -> flood(message.topic(), events, both, reasons, floods));

    Numbers.publish(events, "start", 0, 0);
    Numbers.publish(system, "start", 0, 0);
    Waits.until("both ended", () -> floods.get() == 2);

    assertThat(reasons).hasSize(2 * each).containsOnly(Reason.NONE, Reason.FULL);
    History.settle(events);
    History.settle(system);
    assertThat(gater.drain().abandoned()).isZero();
  }

  private static void flood(
      String topic, PubSub<?> other, CyclicBarrier both, List<Reason> reasons, AtomicInteger floods)
      throws Exception {
    if (topic.equals("start")) {
      both.await(Waits.LONGEST_SECONDS, TimeUnit.SECONDS);
      for (int i = 0; i < 20; i++) {
        reasons.add(other.publish("a", Numbers.TYPE, i).reason());
      }
      floods.incrementAndGet();
    }
  }

  @Test
  void aLongChainOfSelfPublishingEnds() {
    PubSub<DomainEvent> events = nodes.open().events();
    AtomicInteger calls = new AtomicInteger();
    var self =
        events.subscribe(
            "*",
            message -> {
              int n = calls.incrementAndGet();
              if (n < CHAIN) {
                Numbers.publish(events, "a", n, n);
              }
            });

    Numbers.publish(events, "a", 0, 0);
    Waits.until("the chain's end", () -> calls.get() == CHAIN);
    Waits.untilIdle(self, CHAIN);

    assertThat(self.stats().delivered()).isEqualTo(CHAIN);
    assertThat(self.stats().failed()).isZero();
  }

  @Test
  void aLongRallyBetweenTwoInstancesEnds() {
    Gater gater = nodes.open();
    int balls = 16;
    AtomicInteger calls = new AtomicInteger();
    var ping = gater.events().subscribe("*", message -> pass(calls, gater.system(), balls));
    var pong = gater.system().subscribe("*", message -> pass(calls, gater.events(), balls));

    for (int i = 0; i < balls; i++) {
      Numbers.publish(gater.events(), "a", i, i);
    }
    Waits.until("the rally's end", () -> calls.get() == CHAIN);
    Waits.until("idle", () -> ping.stats().inFlight() + pong.stats().inFlight() == 0);

    assertThat(ping.stats().delivered() + pong.stats().delivered()).isEqualTo(CHAIN);
    assertThat(ping.stats().failed() + pong.stats().failed()).isZero();
  }

  /** Each call answers with one publication, until no more are needed. */
  private static void pass(AtomicInteger calls, PubSub<?> other, int balls) {
    int n = calls.incrementAndGet();
    if (n <= CHAIN - balls) {
      Numbers.publish(other, "a", n, n);
    }
  }
}
