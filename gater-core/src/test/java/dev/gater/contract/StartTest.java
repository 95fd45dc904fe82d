package dev.gater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gater.Gap;
import dev.gater.Gater;
import dev.gater.Position;
import dev.gater.PubSub;
import dev.gater.Retention;
import dev.gater.Routing;
import dev.gater.Start;
import dev.gater.SubscriptionOptions;
import dev.gater.event.DomainEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where a subscription begins, and its passage from history to live. */
class StartTest {
  private static final int SEEDS = 12;
  private static final int EACH = 300;

  @RegisterExtension final Nodes nodes = new Nodes();

  private static SubscriptionOptions from(Start start) {
    return SubscriptionOptions.of("*").from(start);
  }

  private static Start after(String epoch, long sequence) {
    return Start.after(new Position(epoch, sequence));
  }

  private static String epoch(PubSub<?> instance) {
    return History.read(instance, Start.beginning()).messages().getFirst().position().epoch();
  }

  /**
   * Publishes 1 to 10 behind a subscription that holds publishers: 1 to 3 are routed, the others
   * wait to be until the gate is opened.
   */
  private void publishTenOfWhichThreeAreRouted(PubSub<DomainEvent> events, Gate gate) {
    Recorder.behind(
        gate,
        events,
        SubscriptionOptions.of("*").holdsPublishers(Duration.ofSeconds(Waits.LONGEST_SECONDS)));
    Numbers.publish(events, "a", 1, 10);
    gate.awaitSomebody();
    Waits.until("3 routed", () -> events.stats().waiting() == 8); // the third is being offered
    Waits.until("3 appended", () -> events.stats().matched() == 2);
  }

  private PubSub<DomainEvent> tight() {
    return nodes.open("events", policy -> policy.queue(1)).events();
  }

  @Test
  void liveTakesWhatIsPublishedFromNowOn() {
    PubSub<DomainEvent> events = nodes.open().events();
    Numbers.publish(events, "a", 1, 10);

    var live = Recorder.on(events, "a");
    Numbers.publish(events, "a", 11, 20);

    assertThat(live.await(10).data()).isEqualTo(Numbers.data(11, 20));
  }

  @Test
  void liveTakesNothingOlderThatStillWaitsToBeRouted() {
    PubSub<DomainEvent> events = tight();
    Gate gate = nodes.gate();
    publishTenOfWhichThreeAreRouted(events, gate);

    var live = Recorder.on(events, "a");
    Numbers.publish(events, "a", 11, 11);
    gate.open();
    live.await(1);
    History.settle(events);
    History.awaitLive(live);

    assertThat(live.data()).containsExactly(11);
    assertThat(live.subscription().stats().matched()).isEqualTo(1);
  }

  @Test
  void historyAndWhatWaitsToBeRoutedJoin() {
    PubSub<DomainEvent> events = tight();
    Gate gate = nodes.gate();
    publishTenOfWhichThreeAreRouted(events, gate);

    var beginning = Recorder.on(events, from(Start.beginning()));
    var third = Recorder.on(events, from(Start.sequence(3)));
    var seventh = Recorder.on(events, from(Start.sequence(7)));
    var last = Recorder.on(events, from(Start.last()));
    String epoch = beginning.await(1).messages().getFirst().position().epoch();
    var afterThird = Recorder.on(events, from(after(epoch, 3)));
    var afterSeventh = Recorder.on(events, from(after(epoch, 7)));
    var afterTenth = Recorder.on(events, from(after(epoch, 10)));
    Numbers.publish(events, "a", 11, 11);
    gate.open();

    assertThat(beginning.await(11).told()).isEqualTo(Numbers.sequences(1, 11));
    assertThat(third.await(9).told()).isEqualTo(Numbers.sequences(3, 11));
    assertThat(seventh.await(5).told()).isEqualTo(Numbers.sequences(7, 11));
    assertThat(last.await(9).told()).isEqualTo(Numbers.sequences(3, 11));
    assertThat(afterThird.await(8).told()).isEqualTo(Numbers.sequences(4, 11));
    assertThat(afterSeventh.await(4).told()).isEqualTo(Numbers.sequences(8, 11));
    assertThat(afterTenth.await(1).told()).isEqualTo(Numbers.sequences(11, 11));
  }

  @Test
  void theBeginningIsTheOldestMessageKept() {
    PubSub<DomainEvent> events =
        nodes.open("events", policy -> policy.keep(Retention.forever().count(10))).events();
    Numbers.publish(events, "a", 1, 30);

    var reader = History.read(events, Start.beginning());
    Numbers.publish(events, "a", 31, 35);

    assertThat(reader.await(15).told()).isEqualTo(Numbers.sequences(21, 35));
  }

  @Test
  void theBeginningOfNothingIsLive() {
    PubSub<DomainEvent> events = nodes.open().events();
    var reader = Recorder.on(events, from(Start.beginning()));

    Numbers.publish(events, "a", 1, 5);

    assertThat(reader.await(5).told()).isEqualTo(Numbers.sequences(1, 5));
  }

  @Test
  void historyIsReadByThePattern() {
    PubSub<DomainEvent> events = nodes.open().events();
    for (int i = 1; i <= 200; i++) {
      Numbers.publish(events, i % 2 == 0 ? "even:x" : "odd:x", i, i);
    }
    var even = History.read(events, "even:*", Start.beginning());

    assertThat(even.data())
        .isEqualTo(Stream.iterate(2, i -> i + 2).limit(100).map(Object.class::cast).toList());
    assertThat(even.subscription().stats().matched()).isEqualTo(100);
    assertThat(even.subscription().stats().delivered()).isEqualTo(100);
  }

  @Test
  void aSequenceIsInclusive() {
    PubSub<DomainEvent> events = nodes.open().events();
    Numbers.publish(events, "a", 1, 10);

    assertThat(History.read(events, Start.sequence(1)).told()).isEqualTo(Numbers.sequences(1, 10));
    assertThat(History.read(events, Start.sequence(4)).told()).isEqualTo(Numbers.sequences(4, 10));
    assertThat(History.read(events, Start.sequence(10)).told())
        .isEqualTo(Numbers.sequences(10, 10));
    assertThat(History.read(events, Start.sequence(11)).told()).isEmpty();
  }

  @Test
  void aSequenceBeyondTheHeadIsWaitedFor() {
    PubSub<DomainEvent> events = nodes.open().events();
    Numbers.publish(events, "a", 1, 10);
    History.settle(events);

    var reader = Recorder.on(events, from(Start.sequence(20)));
    Numbers.publish(events, "a", 11, 25);

    assertThat(reader.await(6).told()).isEqualTo(Numbers.sequences(20, 25));
    assertThat(reader.subscription().stats().matched()).isEqualTo(6);
  }

  @Test
  void aSequenceNoLongerKeptIsToldAsAGapFirst() {
    PubSub<DomainEvent> events =
        nodes.open("events", policy -> policy.keep(Retention.forever().count(10))).events();
    Numbers.publish(events, "a", 1, 30);

    var reader = History.read(events, Start.sequence(5));

    assertThat(reader.told().getFirst()).isEqualTo(new Gap(5, 20, Gap.Why.EXPIRED));
    assertThat(reader.told().subList(1, 11)).isEqualTo(Numbers.sequences(21, 30));
    assertThat(reader.subscription().stats().dropped()).isZero();
  }

  @Test
  void sequencesBeginWithOne() {
    assertThatThrownBy(() -> Start.sequence(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aTimeIsTheTimeReceived() {
    HandClock clock = new HandClock();
    PubSub<DomainEvent> events = nodes.open(config -> config.clock(clock)).events();
    Numbers.publish(events, "a", 1, 3);
    clock.advance(Duration.ofMinutes(1));
    Numbers.publish(events, "a", 4, 6);

    assertThat(startAt(events, Duration.ofDays(-1)).told()).isEqualTo(Numbers.sequences(1, 6));
    assertThat(startAt(events, Duration.ZERO).told()).isEqualTo(Numbers.sequences(1, 6));
    assertThat(startAt(events, Duration.ofMillis(1)).told()).isEqualTo(Numbers.sequences(4, 6));
    assertThat(startAt(events, Duration.ofMinutes(1)).told()).isEqualTo(Numbers.sequences(4, 6));
    var live = startAt(events, Duration.ofMinutes(2));
    assertThat(live.told()).isEmpty();
    Numbers.publish(events, "a", 7, 7);
    clock.advance(Duration.ofMinutes(1));
    Numbers.publish(events, "a", 8, 8);
    assertThat(live.await(1).told()).isEqualTo(Numbers.sequences(8, 8));
  }

  private static Recorder<DomainEvent> startAt(PubSub<DomainEvent> events, Duration sinceStart) {
    return History.read(events, Start.time(HandClock.START.plus(sinceStart)));
  }

  @Test
  void lastIsTheLastMessageOfEachTopicThenLive() {
    PubSub<DomainEvent> events = nodes.open().events();
    Numbers.publish(events, "t:a", 1, 3);
    Numbers.publish(events, "t:b", 4, 6);
    Numbers.publish(events, "t:a", 7, 7);
    Numbers.publish(events, "other", 8, 8);
    History.settle(events);

    var reader = Recorder.on(events, SubscriptionOptions.of("t:*").from(Start.last()));
    Numbers.publish(events, "t:b", 9, 10);

    assertThat(reader.await(4).told()).containsExactly(6L, 7L, 9L, 10L);
    assertThat(reader.gaps()).isEmpty();
  }

  @Test
  void aResumeGoesOnExactlyAfterThePosition() {
    PubSub<DomainEvent> events = nodes.open().events();
    var first = Recorder.on(events, "a");
    Numbers.publish(events, "a", 1, 10);
    Position fourth = first.await(10).messages().get(3).position();
    Position tenth = first.messages().get(9).position();
    first.subscription().close();

    var resumed = History.read(events, Start.after(fourth));
    var parsed = History.read(events, Start.after(Position.parse(fourth.toString())));
    var atTheHead = History.read(events, Start.after(tenth));
    Numbers.publish(events, "a", 11, 12);

    assertThat(resumed.await(8).told()).isEqualTo(Numbers.sequences(5, 12));
    assertThat(parsed.await(8).told()).isEqualTo(Numbers.sequences(5, 12));
    assertThat(atTheHead.await(2).told()).isEqualTo(Numbers.sequences(11, 12));
  }

  @Test
  void aResumeFromBeforeTheFirstTellsEverything() {
    PubSub<DomainEvent> events = nodes.open().events();
    Numbers.publish(events, "a", 1, 10);

    var reader = History.read(events, after(epoch(events), 0));

    assertThat(reader.told()).isEqualTo(Numbers.sequences(1, 10));
  }

  @Test
  void aResumeWhoseHistoryHasPassedTellsTheGap() {
    PubSub<DomainEvent> events =
        nodes.open("events", policy -> policy.keep(Retention.forever().count(10))).events();
    Numbers.publish(events, "a", 1, 30);
    String epoch = epoch(events);

    var passed = History.read(events, after(epoch, 5));
    var justKept = History.read(events, after(epoch, 20));
    Numbers.publish(events, "a", 31, 31);

    assertThat(passed.await(12).told().getFirst()).isEqualTo(new Gap(6, 20, Gap.Why.EXPIRED));
    assertThat(passed.told().subList(1, 12)).isEqualTo(Numbers.sequences(21, 31));
    assertThat(justKept.await(11).told()).isEqualTo(Numbers.sequences(21, 31));
  }

  @Test
  void aResumeWhereNothingIsKeptTellsTheGap() {
    PubSub<DomainEvent> events =
        nodes.open("events", policy -> policy.keep(Retention.nothing())).events();
    var first = Recorder.on(events, "a");
    Numbers.publish(events, "a", 1, 10);
    Position fourth = first.await(10).messages().get(3).position();

    var reader = History.read(events, Start.after(fourth));
    Numbers.publish(events, "a", 11, 11);

    assertThat(reader.await(2).told()).containsExactly(new Gap(5, 10, Gap.Why.EXPIRED), 11L);
  }

  @Test
  void aPositionOfAnotherEpochIsResetAndEverythingKeptFollows() {
    PubSub<DomainEvent> other = nodes.open().events();
    PubSub<DomainEvent> events = nodes.open().events();
    Numbers.publish(other, "a", 1, 5);
    Numbers.publish(events, "a", 1, 10);
    String otherEpoch = epoch(other);
    assertThat(otherEpoch).isNotEqualTo(epoch(events));

    var reader = Recorder.on(events, from(after(otherEpoch, 5)));
    Numbers.publish(events, "a", 11, 11);

    assertThat(reader.await(12).told().getFirst()).isEqualTo(new Gap(6, 5, Gap.Why.RESET));
    assertThat(reader.told().subList(1, 12)).isEqualTo(Numbers.sequences(1, 11));
  }

  @Test
  void aResetIsToldEvenWhereNothingIsKeptYet() {
    PubSub<DomainEvent> events = nodes.open().events();

    var reader = Recorder.on(events, from(after("another", 7)));
    reader.await(1);
    Numbers.publish(events, "a", 1, 1);

    assertThat(reader.await(2).told()).containsExactly(new Gap(8, 7, Gap.Why.RESET), 1L);
  }

  @Test
  void aPositionAheadOfTheHeadIsReset() {
    PubSub<DomainEvent> events = nodes.open().events();
    Numbers.publish(events, "a", 1, 10);

    var reader = History.read(events, after(epoch(events), 11));

    assertThat(reader.await(11).told().getFirst()).isEqualTo(new Gap(12, 11, Gap.Why.RESET));
    assertThat(reader.told().subList(1, 11)).isEqualTo(Numbers.sequences(1, 10));
  }

  static Stream<Start> history() {
    return Stream.of(
        Start.beginning(),
        Start.sequence(1),
        Start.time(HandClock.START),
        Start.last(),
        after("e", 1));
  }

  @ParameterizedTest
  @MethodSource("history")
  void aMemberOfAGroupBeginsLive(Start start) {
    Gater gater = nodes.open("health", policy -> policy.routing(Routing.COMPETE));

    assertThatThrownBy(() -> gater.events().subscribe(from(start).group("workers"), message -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("group");
    assertThatThrownBy(() -> gater.health().subscribe(from(start), message -> {}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(gater.events().stats().subscriptions()).isZero();
    assertThat(gater.health().stats().subscriptions()).isZero();
  }

  @Test
  void aMemberOfAGroupMayBeginLive() {
    PubSub<DomainEvent> events = nodes.open().events();
    var member = Recorder.on(events, from(Start.live()).group("workers"));

    Numbers.publish(events, "a", 1, 3);

    assertThat(member.await(3).data()).isEqualTo(Numbers.data(1, 3));
  }

  @Test
  void fromTheBeginningNothingIsMissedOrDoubledWhilePublishersRun() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Race race = new Race(seed);
      List<Recorder<DomainEvent>> readers = race.run(() -> Start.beginning());
      for (Recorder<DomainEvent> reader : readers) {
        assertThat(reader.told())
            .as("seed %s", seed)
            .isEqualTo(Numbers.sequences(1, race.published()));
      }
    }
  }

  @Test
  void fromASequenceNothingIsMissedOrDoubledWhilePublishersRun() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Race race = new Race(seed);
      List<Recorder<DomainEvent>> readers =
          race.run(() -> Start.sequence(1 + race.random.nextInt(race.published())));
      for (Recorder<DomainEvent> reader : readers) {
        Start.Sequence start = (Start.Sequence) reader.subscription().options().start();
        assertThat(reader.told())
            .as("seed %s", seed)
            .isEqualTo(Numbers.sequences(start.first(), race.published()));
      }
    }
  }

  @Test
  void fromTheLastValuesNothingIsMissedOrDoubledWhilePublishersRun() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Race race = new Race(seed);
      for (Recorder<DomainEvent> reader : race.run(() -> Start.last())) {
        assertThat(reader.gaps()).isEmpty();
        assertThat(reader.sequences()).as("seed %s", seed).isSorted().doesNotHaveDuplicates();
        Map<String, List<Object>> byTopic =
            reader.messages().stream()
                .collect(
                    Collectors.groupingBy(
                        message -> message.topic(),
                        Collectors.mapping(message -> message.data(), Collectors.toList())));
        assertThat(byTopic).hasSize(Race.PUBLISHERS);
        assertThat(byTopic.values())
            .as("seed %s", seed)
            .allSatisfy(
                data -> assertThat(data).isEqualTo(Numbers.data((Integer) data.getFirst(), EACH)));
      }
    }
  }

  @Test
  void liveMissesNothingFromTheMomentSubscribeReturned() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Race race = new Race(seed);
      for (Recorder<DomainEvent> reader : race.run(() -> Start.live())) {
        List<Long> sequences = reader.sequences();
        long first = sequences.isEmpty() ? race.published() + 1 : sequences.getFirst();
        assertThat(reader.told())
            .as("seed %s", seed)
            .isEqualTo(Numbers.sequences(first, race.published()));
      }
    }
  }

  /** Publishers, each on its own topic, and subscriptions that begin at some time meanwhile. */
  private final class Race {
    static final int PUBLISHERS = 2;
    static final int READERS = 6;

    final Random random;
    final PubSub<DomainEvent> events;

    Race(int seed) {
      random = new Random(seed);
      int queue = 1 + random.nextInt(64);
      events = nodes.open("events", policy -> policy.queue(queue).ring(64)).events();
    }

    int published() {
      return PUBLISHERS * EACH;
    }

    List<Recorder<DomainEvent>> run(Supplier<Start> starts) {
      AtomicInteger accepted = new AtomicInteger();
      List<Future<Integer>> publishers = new ArrayList<>();
      for (int i = 0; i < PUBLISHERS; i++) {
        String topic = "t:" + i;
        publishers.add(
            nodes.inBackground(() -> {
              for (int n = 1; n <= EACH; n++) {
                Numbers.publish(events, topic, n, n);
                accepted.incrementAndGet();
              }
              return EACH;
            }));
      }
      List<Recorder<DomainEvent>> readers = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        int moment = random.nextInt(published());
        Waits.until(moment + " published", () -> accepted.get() >= moment);
        readers.add(Recorder.on(events, from(starts.get())));
      }
      publishers.forEach(Waits::result);
      History.settle(events);
      readers.forEach(History::awaitLive);
      return readers;
    }
  }
}
