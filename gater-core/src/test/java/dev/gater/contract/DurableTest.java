package dev.gater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gater.AckHandler;
import dev.gater.Delivery;
import dev.gater.DropReason;
import dev.gater.Durable;
import dev.gater.DurableOptions;
import dev.gater.Gap;
import dev.gater.Gater;
import dev.gater.PubSub;
import dev.gater.Retention;
import dev.gater.Start;
import dev.gater.Subscription.EndedBy;
import dev.gater.SubscriptionOptions;
import dev.gater.event.DomainEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Named consumers whose position outlives their subscriptions. */
class DurableTest {
  private static final SubscriptionOptions BILLING =
      SubscriptionOptions.of("orders:*").durable("billing");

  @RegisterExtension final Nodes nodes = new Nodes();

  private final HandClock clock = new HandClock();

  private PubSub<DomainEvent> events() {
    return nodes.open(config -> config.clock(clock)).events();
  }

  private static SubscriptionOptions billing(DurableOptions settings) {
    return SubscriptionOptions.of("orders:*").durable("billing", settings);
  }

  private static Durable billing(PubSub<?> events) {
    return events.durable("billing").orElseThrow();
  }

  private static void publish(PubSub<?> events, int from, int through) {
    Numbers.publish(events, "orders:new", from, through);
  }

  /** The deliveries that a member was given, none of which it answers by itself. */
  private static List<Delivery<DomainEvent>> collect(
      PubSub<DomainEvent> events, SubscriptionOptions options) {
    List<Delivery<DomainEvent>> given = new CopyOnWriteArrayList<>();
    events.subscribe(options, AckHandler.of(given::add));
    return given;
  }

  private static void untilSize(List<?> given, int size) {
    Waits.until(size + " given", () -> given.size() >= size);
  }

  private static void untilSettled(PubSub<?> events, long cursor) {
    Waits.until("cursor at " + cursor, () -> billing(events).stats().cursor().sequence() == cursor);
  }

  @Test
  void goesOnWhereItStoodWhateverSubscriptionsComeAndGo() {
    PubSub<DomainEvent> events = events();
    var first = Recorder.on(events, BILLING);
    publish(events, 1, 3);
    first.await(3);
    untilSettled(events, 3);
    first.subscription().close();
    publish(events, 4, 6);

    var second = Recorder.on(events, BILLING).await(3);
    publish(events, 7, 8);
    second.await(5);

    assertThat(first.sequences()).isEqualTo(Numbers.sequences(1, 3));
    assertThat(second.sequences()).isEqualTo(Numbers.sequences(4, 8));
  }

  @Test
  void beginsWhereItsFirstSubscriptionSays() {
    PubSub<DomainEvent> events = events();
    publish(events, 1, 3);
    History.settle(events);

    var live = Recorder.on(events, BILLING.durable("live"));
    var all = Recorder.on(events, BILLING.durable("all").from(Start.beginning())).await(3);
    var some = Recorder.on(events, BILLING.durable("some").from(Start.sequence(3))).await(1);
    var last = Recorder.on(events, BILLING.durable("last").from(Start.last())).await(1);
    var timed =
        Recorder.on(events, BILLING.durable("timed").from(Start.time(HandClock.START))).await(3);
    publish(events, 4, 4);

    assertThat(all.await(4).sequences()).isEqualTo(Numbers.sequences(1, 4));
    assertThat(some.await(2).sequences()).isEqualTo(Numbers.sequences(3, 4));
    assertThat(last.await(2).sequences()).isEqualTo(Numbers.sequences(3, 4));
    assertThat(timed.await(4).sequences()).isEqualTo(Numbers.sequences(1, 4));
    assertThat(live.await(1).sequences()).containsExactly(4L);
  }

  @Test
  void onlyTheFirstSubscriptionsStartMatters() {
    PubSub<DomainEvent> events = events();
    Recorder.on(events, BILLING).subscription().close();
    publish(events, 1, 2);
    History.settle(events);

    var later = Recorder.on(events, BILLING.from(Start.sequence(2)));

    assertThat(later.await(2).sequences()).containsExactly(1L, 2L);
  }

  @Test
  void aHandlerThatThrowsIsGivenTheMessageAgainAfterTheBackOff() {
    PubSub<DomainEvent> events = events();
    List<Long> tried = new CopyOnWriteArrayList<>();
    events.subscribe(
        billing(DurableOptions.defaults().backOff(Duration.ofSeconds(1), Duration.ofSeconds(4))),
        message -> {
          tried.add(message.sequence());
          if (message.sequence() == 1 && tried.size() < 3) {
            throw new IllegalStateException("thrown by a test");
          }
        });
    publish(events, 1, 1);
    untilSize(tried, 1);
    Waits.until("delayed", () -> billing(events).stats().delayed() == 1);

    publish(events, 2, 2);
    untilSize(tried, 2);
    assertThat(billing(events).stats().cursor().sequence()).isZero();
    clock.advance(Duration.ofSeconds(1));

    untilSize(tried, 3);
    assertThat(tried).containsExactly(1L, 2L, 1L);
    untilSettled(events, 2);
  }

  @Test
  void afterSoManyDeliveriesAMessageIsADeadLetterWithItsReason() {
    PubSub<DomainEvent> events = events();
    DurableOptions settings =
        DurableOptions.defaults().maxDeliveries(3).backOff(Duration.ZERO, Duration.ZERO);
    var handler =
        Recorder.on(
            events,
            billing(settings),
            message -> {
              if (message.sequence() == 1) {
                throw new IllegalStateException("no such customer");
              }
            });
    publish(events, 1, 2);

    untilSettled(events, 2);

    assertThat(handler.sequences().stream().filter(n -> n == 1)).hasSize(3);
    assertThat(billing(events).stats().dead()).isEqualTo(1);
    var letter = billing(events).dead(0, 10).getFirst();
    assertThat(letter.durable()).isEqualTo("billing");
    assertThat(letter.message().data()).isEqualTo(1);
    assertThat(letter.attempts()).isEqualTo(3);
    assertThat(letter.parked()).isEqualTo(clock.instant());
    assertThat(letter.reason()).contains("no such customer");
  }

  @Test
  void aDeadLetterIsRetriedOrDiscarded() {
    PubSub<DomainEvent> events = events();
    List<Delivery<DomainEvent>> given = collect(events, BILLING);
    publish(events, 1, 2);
    untilSize(given, 2);
    assertThat(given.get(0).reject("not understood")).isTrue();
    assertThat(given.get(1).reject("not understood")).isTrue();
    untilSettled(events, 2);
    Durable billing = billing(events);
    var letters = billing.dead(0, 10);

    assertThat(billing.discard(letters.get(0).position())).isTrue();
    assertThat(billing.discard(letters.get(0).position())).isFalse();
    assertThat(billing.retry(letters.get(1).position())).isTrue();
    assertThat(billing.retry(letters.get(1).position())).isFalse();
    untilSize(given, 3);

    assertThat(given.get(2).message().sequence()).isEqualTo(2);
    assertThat(given.get(2).attempt()).isEqualTo(2);
    assertThat(billing.dead(0, 10)).isEmpty();
    assertThat(given.get(2).ack()).isTrue();
    Waits.until("the letter gone", () -> billing.stats().retried() == 0);
    assertThat(billing.stats().dead()).isZero();
    assertThat(billing.stats().lag()).isZero();
  }

  @Test
  void anAcknowledgementMayComeLaterAndFromAnyThread() {
    PubSub<DomainEvent> events = events();
    List<Delivery<DomainEvent>> given =
        collect(events, billing(DurableOptions.defaults().maxInFlight(2)));
    publish(events, 1, 5);
    untilSize(given, 2);
    assertThat(billing(events).stats().inFlight()).isEqualTo(2);

    Future<Boolean> elsewhere = nodes.inBackground(() -> given.get(1).ack());

    assertThat(Waits.result(elsewhere)).isTrue();
    untilSize(given, 3);
    assertThat(billing(events).stats().cursor().sequence()).isZero();
    assertThat(given.get(0).ack()).isTrue();
    untilSize(given, 4);
    assertThat(billing(events).stats().cursor().sequence()).isEqualTo(2);
    assertThat(given).extracting(d -> d.message().sequence()).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void acknowledgingThroughTakesAllThatWasGivenOutBefore() {
    PubSub<DomainEvent> events = events();
    List<Delivery<DomainEvent>> given = collect(events, BILLING);
    publish(events, 1, 4);
    untilSize(given, 4);

    assertThat(given.get(2).ackThrough()).isTrue();

    assertThat(given.get(0).ack()).as("done with already").isFalse();
    assertThat(billing(events).stats().cursor().sequence()).isEqualTo(3);
    assertThat(billing(events).stats().acknowledged()).isEqualTo(3);
  }

  @Test
  void aDeliveryCanBeAnsweredByItsPositionAndAttempt() {
    PubSub<DomainEvent> events = events();
    List<Delivery<DomainEvent>> given = collect(events, BILLING);
    publish(events, 1, 2);
    untilSize(given, 2);
    Durable billing = billing(events);
    var first = given.getFirst().position();

    assertThat(billing.ack(first, 2)).as("never made").isFalse();
    assertThat(billing.nack(first, 1, Duration.ofSeconds(5))).isTrue();
    assertThat(billing.ack(first, 1)).as("stale").isFalse();
    clock.advance(Duration.ofSeconds(5));
    untilSize(given, 3);
    assertThat(given.get(2).attempt()).isEqualTo(2);
    assertThat(billing.ack(first, 2)).isTrue();
    assertThat(billing.ackThrough(given.get(1).position(), 1)).isTrue();

    untilSettled(events, 2);
  }

  @Test
  void whoseTimeIsUpIsStaleAndTheMessageIsDeliveredAgain() {
    PubSub<DomainEvent> events = events();
    DurableOptions settings =
        DurableOptions.defaults()
            .ackTimeout(Duration.ofSeconds(30))
            .backOff(Duration.ZERO, Duration.ZERO);
    List<Delivery<DomainEvent>> given = collect(events, billing(settings));
    publish(events, 1, 1);
    untilSize(given, 1);

    clock.advance(Duration.ofSeconds(30));
    untilSize(given, 2);

    assertThat(given.get(0).ack()).isFalse();
    assertThat(given.get(1).attempt()).isEqualTo(2);
    assertThat(given.get(1).ack()).isTrue();
    assertThat(given.get(1).ack()).isFalse();
    assertThat(billing(events).stats().redelivered()).isEqualTo(1);
  }

  @Test
  void membersShareTheMessages() {
    PubSub<DomainEvent> events = events();
    Gate gate = nodes.gate();
    var busy = Recorder.behind(gate, events, BILLING);
    publish(events, 1, 1);
    gate.awaitSomebody();

    var free = Recorder.on(events, BILLING);
    publish(events, 2, 20);
    free.await(19);
    gate.open();
    untilSettled(events, 20);

    assertThat(busy.sequences()).containsExactly(1L);
    assertThat(free.sequences()).isEqualTo(Numbers.sequences(2, 20));
    assertThat(billing(events).stats().members()).isEqualTo(2);
  }

  @Test
  void whoNeverAcknowledgesLeavesItsShareToTheOthers() {
    PubSub<DomainEvent> events = events();
    SubscriptionOptions four = billing(DurableOptions.defaults().maxInFlight(4));
    var working = Recorder.on(events, four);
    List<Delivery<DomainEvent>> hoarder = collect(events, four);

    publish(events, 1, 100);

    Waits.until("all but two", () -> billing(events).stats().acknowledged() >= 98);
    assertThat(hoarder).hasSizeLessThanOrEqualTo(2);
    assertThat(working.count() + hoarder.size()).isEqualTo(100);
  }

  @Test
  void aMemberThatLeavesGivesBackWhatItHas() {
    PubSub<DomainEvent> events = events();
    List<Delivery<DomainEvent>> given = new CopyOnWriteArrayList<>();
    var leaving = events.subscribe(BILLING, AckHandler.of(given::add));
    publish(events, 1, 3);
    untilSize(given, 3);

    leaving.close();

    var staying = Recorder.on(events, BILLING).await(3);
    assertThat(staying.sequences()).isEqualTo(Numbers.sequences(1, 3));
    assertThat(given.getFirst().ack()).isFalse();
    assertThat(leaving.stats().droppedBy()).isEqualTo(Map.of(DropReason.RETURNED, 3L));
    assertThat(Waits.completed(leaving.whenClosed())).isEqualTo(EndedBy.OWNER);
  }

  @Test
  void aStuckMemberDelaysNeitherOthersNorTheInstance() {
    PubSub<DomainEvent> events = events();
    Gate gate = nodes.gate();
    Recorder.behind(gate, events, BILLING);
    publish(events, 1, 1);
    gate.awaitSomebody();

    var other = Recorder.on(events, "orders:*");
    var shipping = Recorder.on(events, BILLING.durable("shipping"));
    publish(events, 2, 50);

    assertThat(other.await(49).sequences()).isEqualTo(Numbers.sequences(2, 50));
    assertThat(shipping.await(49).sequences()).isEqualTo(Numbers.sequences(2, 50));
  }

  @Test
  void aTopicStaysWithOneMemberWhereThatIsAskedFor() {
    PubSub<DomainEvent> events = events();
    SubscriptionOptions keyed = billing(DurableOptions.defaults().keyed(true));
    var one = Recorder.on(events, keyed);
    var two = Recorder.on(events, keyed);
    for (int i = 0; i < 200; i++) {
      Numbers.publish(events, "orders:" + i % 10, i, i);
    }

    Waits.until("all", () -> billing(events).stats().acknowledged() == 200);

    assertThat(one.topics()).isNotEmpty().doesNotContainAnyElementsOf(two.topics());
    assertThat(two.topics()).isNotEmpty();
    assertThat(one.sequences()).isSorted();
    assertThat(two.sequences()).isSorted();
  }

  @Test
  void theCursorCanBeMovedByHand() {
    PubSub<DomainEvent> events = events();
    List<Delivery<DomainEvent>> given = collect(events, BILLING);
    publish(events, 1, 3);
    untilSize(given, 3);
    boolean _ = given.get(2).ackThrough();

    billing(events).move(Start.sequence(2));
    untilSize(given, 5);

    assertThat(given).extracting(d -> d.message().sequence()).containsExactly(1L, 2L, 3L, 2L, 3L);
    billing(events).move(Start.live());
    assertThat(given.get(4).ack()).as("moved away under it").isFalse();
    assertThat(billing(events).stats().lag()).isZero();
  }

  @Test
  void aPausedDurableGivesNothingOutUntilItIsResumed() {
    PubSub<DomainEvent> events = events();
    var member = Recorder.on(events, BILLING);
    billing(events).pause();
    publish(events, 1, 3);
    History.settle(events);
    assertThat(billing(events).stats().paused()).isTrue();
    assertThat(billing(events).stats().lag()).isEqualTo(3);
    assertThat(member.count()).isZero();

    billing(events).resume();

    assertThat(member.await(3).sequences()).isEqualTo(Numbers.sequences(1, 3));
  }

  @Test
  void aRemovedDurableEndsItsMembersAndIsForgotten() {
    PubSub<DomainEvent> events = events();
    var member = Recorder.on(events, BILLING);
    publish(events, 1, 1);
    member.await(1);
    Durable billing = billing(events);

    billing.remove();

    assertThat(events.durables()).isEmpty();
    assertThat(Waits.completed(member.subscription().whenClosed())).isEqualTo(EndedBy.REMOVAL);
    assertThat(events.stats().subscriptions()).isZero();
    publish(events, 2, 2);
    History.settle(events);
    var anew = Recorder.on(events, BILLING);
    publish(events, 3, 3);
    assertThat(anew.await(1).sequences()).as("a new one").containsExactly(3L);
  }

  @Test
  void durablesAreListedWithTheirLag() {
    PubSub<DomainEvent> events = events();
    Recorder.on(events, BILLING).subscription().close();
    Recorder.on(events, BILLING.durable("archive"));
    publish(events, 1, 2);
    Numbers.publish(events, "elsewhere", 3, 10);
    History.settle(events);
    clock.advance(Duration.ofMinutes(2));

    assertThat(events.durables()).extracting(Durable::name).containsExactly("archive", "billing");
    var stats = billing(events).stats();
    assertThat(stats.cursor().sequence()).isZero();
    assertThat(stats.lag()).isEqualTo(2);
    assertThat(stats.lagTime()).isEqualTo(Duration.ofMinutes(2));
    assertThat(stats.members()).isZero();
    assertThat(billing(events).pattern()).isEqualTo(BILLING.pattern());
    assertThat(billing(events).instance()).isEqualTo("events");
    assertThat(events.durable("nobody")).isEmpty();
  }

  @Test
  void isToldAGapWhereTheHistoryHasPassedItsCursor() {
    PubSub<DomainEvent> events =
        nodes.open("events", policy -> policy.keep(Retention.forever().count(10))).events();
    Recorder.on(events, BILLING).subscription().close();
    publish(events, 1, 50);
    History.settle(events);

    var late = Recorder.on(events, BILLING).await(11);

    assertThat(late.told().getFirst()).isEqualTo(new Gap(1, 40, Gap.Why.EXPIRED));
    assertThat(late.sequences()).isEqualTo(Numbers.sequences(41, 50));
    assertThat(billing(events).stats().expired()).isEqualTo(40);
  }

  @Test
  void holdsTheHistoryBackWhereThePolicySaysSo() {
    PubSub<DomainEvent> events =
        nodes
            .open("events", policy -> policy.keep(Retention.forever().count(10)).durablesHold(true))
            .events();
    Recorder.on(events, BILLING).subscription().close();
    publish(events, 1, 50);
    History.settle(events);

    var late = Recorder.on(events, BILLING).await(50);
    assertThat(late.told()).isEqualTo(List.copyOf(Numbers.sequences(1, 50)));
    untilSettled(events, 50);

    Waits.until(
        "what is settled is let go",
        () -> {
          var reader = History.read(events, Start.beginning());
          reader.subscription().close();
          return reader.count() <= 10;
        });
  }

  @Test
  void eachAttemptCountsAndTheFiguresBalance() {
    PubSub<DomainEvent> events = events();
    DurableOptions settings = DurableOptions.defaults().backOff(Duration.ZERO, Duration.ZERO);
    List<Delivery<DomainEvent>> given = new CopyOnWriteArrayList<>();
    var member = events.subscribe(billing(settings), AckHandler.of(given::add));
    publish(events, 1, 2);
    untilSize(given, 2);
    boolean _ = given.get(0).nack();
    untilSize(given, 3);
    boolean _ = given.get(1).ack();

    var stats = member.stats();
    assertThat(stats.matched()).isEqualTo(3);
    assertThat(stats.delivered()).isEqualTo(1);
    assertThat(stats.failed()).isEqualTo(1);
    assertThat(stats.inFlight()).isEqualTo(1);
    assertThat(events.stats().matched()).isEqualTo(3);
    member.close();
    assertThat(events.stats().dropped()).isEqualTo(1);
    assertThat(events.stats().inFlight()).isZero();
  }

  @Test
  void aMemberIsNotGivenWhatItPublishedItself() {
    PubSub<DomainEvent> events = events();
    var member = Recorder.on(events, BILLING);

    events.publishFrom(member.subscription(), "orders:new", Numbers.TYPE, 1);
    publish(events, 2, 2);

    assertThat(member.await(1).sequences()).containsExactly(2L);
    untilSettled(events, 2);
  }

  @Test
  void aFullListOfDeadLettersHoldsTheDurableSoThatNothingIsLost() {
    PubSub<DomainEvent> events = events();
    List<Delivery<DomainEvent>> given =
        collect(events, billing(DurableOptions.defaults().maxDead(1).maxInFlight(1)));
    publish(events, 1, 3);
    untilSize(given, 1);
    boolean _ = given.get(0).reject("no");
    Waits.until("parked", () -> billing(events).stats().dead() == 1);
    assertThat(given).hasSize(1);

    assertThat(billing(events).discard(given.get(0).position())).isTrue();

    untilSize(given, 2);
  }

  @Test
  void settingsAreThoseGivenLast() {
    PubSub<DomainEvent> events = events();
    Recorder.on(events, billing(DurableOptions.defaults().maxInFlight(7)));
    Recorder.on(events, BILLING);
    assertThat(billing(events).options().maxInFlight()).isEqualTo(7);

    Recorder.on(events, billing(DurableOptions.defaults().maxInFlight(9)));

    assertThat(billing(events).options().maxInFlight()).isEqualTo(9);
  }

  @Test
  void anInstanceOnDemandKeepsWhatADurableIsToHave() {
    Gater gater =
        nodes.open("diagnostics", policy -> policy.keep(Retention.forever()).onDemand(true));
    var options = SubscriptionOptions.of("*").durable("later");
    Recorder.on(gater.diagnostics(), options).subscription().close();
    Numbers.publish(gater.diagnostics(), "a", 1, 2);

    assertThat(Recorder.on(gater.diagnostics(), options).await(2).sequences())
        .containsExactly(1L, 2L);
  }
}
