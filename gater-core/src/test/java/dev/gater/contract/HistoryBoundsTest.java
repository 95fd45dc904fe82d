package dev.gater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gater.DataSize;
import dev.gater.Policy;
import dev.gater.PubSub;
import dev.gater.PublishOptions;
import dev.gater.Retention;
import dev.gater.Start;
import dev.gater.event.DomainEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How much of its past an instance keeps. */
class HistoryBoundsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @RegisterExtension final Nodes nodes = new Nodes();

  private PubSub<DomainEvent> events(UnaryOperator<Policy> change) {
    return nodes.open("events", change).events();
  }

  private PubSub<DomainEvent> aged(HandClock clock, Duration age) {
    return nodes
        .open(config ->
            config.clock(clock).instance("events", policy -> policy.keep(Retention.of(age))))
        .events();
  }

  private static List<Long> kept(PubSub<?> instance) {
    var reader = History.read(instance, Start.beginning());
    assertThat(reader.gaps()).isEmpty();
    return reader.sequences();
  }

  @Test
  void noMoreThanThatManyMessages() {
    PubSub<DomainEvent> events = events(policy -> policy.keep(Retention.forever().count(10)));

    Numbers.publish(events, "a", 1, 9);
    assertThat(kept(events)).isEqualTo(Numbers.sequences(1, 9));
    Numbers.publish(events, "a", 10, 10);
    assertThat(kept(events)).isEqualTo(Numbers.sequences(1, 10));
    Numbers.publish(events, "a", 11, 11);
    assertThat(kept(events)).isEqualTo(Numbers.sequences(2, 11));
    Numbers.publish(events, "a", 12, 1000);
    assertThat(kept(events)).isEqualTo(Numbers.sequences(991, 1000));
  }

  @Test
  void noLongerThanThatAge() {
    HandClock clock = new HandClock();
    PubSub<DomainEvent> events = aged(clock, MINUTE);
    Numbers.publish(events, "a", 1, 3);
    History.settle(events);
    clock.advance(MINUTE.dividedBy(2));
    Numbers.publish(events, "a", 4, 6);
    assertThat(kept(events)).isEqualTo(Numbers.sequences(1, 6));

    clock.advance(MINUTE.dividedBy(2));
    assertThat(kept(events)).isEqualTo(Numbers.sequences(1, 6));
    clock.advance(Duration.ofMillis(1));
    assertThat(kept(events)).isEqualTo(Numbers.sequences(4, 6));
    clock.advance(MINUTE);
    assertThat(kept(events)).isEmpty();
  }

  @Test
  void ageGoesByTheTimeReceivedNotByThePublishers() {
    HandClock clock = new HandClock();
    PubSub<DomainEvent> events = aged(clock, MINUTE);
    Duration year = Duration.ofDays(365);
    publishAt(events, HandClock.START.minus(year), 1);
    publishAt(events, HandClock.START.plus(year), 2);
    assertThat(kept(events)).isEqualTo(Numbers.sequences(1, 2));

    clock.advance(MINUTE.plusMillis(1));

    assertThat(kept(events)).isEmpty();
  }

  @Test
  void startsByTimeGoByTheTimeReceivedToo() {
    HandClock clock = new HandClock();
    PubSub<DomainEvent> events = aged(clock, Duration.ofDays(1));
    publishAt(events, HandClock.START.plus(Duration.ofHours(1)), 1);
    clock.advance(MINUTE);
    publishAt(events, HandClock.START.minus(Duration.ofHours(1)), 2);

    var reader = History.read(events, Start.time(HandClock.START.plus(MINUTE)));

    assertThat(reader.data()).containsExactly(2);
  }

  private static void publishAt(PubSub<?> instance, Instant time, int data) {
    var publication = instance.publish("a", Numbers.TYPE, data, PublishOptions.none().time(time));
    assertThat(publication.accepted()).isTrue();
  }

  @Test
  void aClockThatGoesBackKeepsTheHistoryInOrder() {
    HandClock clock = new HandClock();
    PubSub<DomainEvent> events = aged(clock, Duration.ofHours(1));
    Numbers.publish(events, "a", 1, 2);
    clock.advance(MINUTE.negated());
    Numbers.publish(events, "a", 3, 4);

    var reader = History.read(events, Start.time(HandClock.START));

    assertThat(reader.sequences()).isEqualTo(Numbers.sequences(1, 4));
    assertThat(reader.messages()).map(message -> message.received()).isSorted();
  }

  @Test
  void noMoreThanThatManyBytes() {
    PubSub<DomainEvent> events =
        events(policy -> policy.keep(Retention.forever().size(DataSize.kib(64))));

    assertBounded(events, 64);
  }

  @Test
  void noMoreThanTheMemoryWhateverIsToBeKept() {
    PubSub<DomainEvent> events =
        events(policy -> policy.keep(Retention.forever()).memory(DataSize.kib(64)));

    assertBounded(events, 64);
  }

  @Test
  void theSmallerOfTheTwoCounts() {
    assertBounded(
        events(policy ->
            policy.keep(Retention.forever().size(DataSize.kib(16))).memory(DataSize.kib(64))),
        16);
    assertBounded(
        events(policy ->
            policy.keep(Retention.forever().size(DataSize.kib(64))).memory(DataSize.kib(16))),
        16);
  }

  /** Of messages of 1 KiB and a little, the newest and fewer than {@code kib} are kept. */
  private static void assertBounded(PubSub<?> events, int kib) {
    String text = "x".repeat(1024);
    for (int i = 1; i <= 500; i++) {
      assertThat(events.publish("a", "said", text).accepted()).isTrue();
    }
    List<Long> kept = kept(events);
    assertThat(kept).hasSizeBetween(kib / 4, kib);
    assertThat(kept).isEqualTo(Numbers.sequences(501L - kept.size(), 500));
  }

  @Test
  void metadataAndSmallMessagesWeighSomethingToo() {
    PubSub<DomainEvent> events = events(policy -> policy.memory(DataSize.kib(64)));
    PublishOptions options = PublishOptions.none().metadata(Map.of("note", "x".repeat(1024)));
    for (int i = 1; i <= 500; i++) {
      events.publish("a", "said", null, options);
    }
    assertThat(kept(events)).hasSizeBetween(1, 64);

    Numbers.publish(events, "a", 501, 5000);
    assertThat(kept(events)).hasSizeBetween(1, 1024).endsWith(5000L);
  }

  @Test
  void aMessageLargerThanTheBoundIsDeliveredAndNotKept() {
    PubSub<DomainEvent> events = events(policy -> policy.memory(DataSize.kib(2)));
    var live = Recorder.on(events, "*");
    Numbers.publish(events, "a", 1, 1);

    events.publish("a", "said", "x".repeat(4096));
    assertThat(live.await(2).told()).isEqualTo(Numbers.sequences(1, 2));
    assertThat(kept(events)).isEmpty();
    Numbers.publish(events, "a", 3, 3);

    assertThat(kept(events)).isEqualTo(Numbers.sequences(3, 3));
  }

  @Test
  void nothingIsKeptWhereNothingIsToBe() {
    List<PubSub<DomainEvent>> keepNothing =
        List.of(
            events(policy -> policy.keep(Retention.nothing())),
            events(policy -> policy.keep(Retention.forever().count(0))),
            events(policy -> policy.memory(DataSize.kib(0))));
    for (PubSub<DomainEvent> events : keepNothing) {
      Numbers.publish(events, "a", 1, 10);
      assertThat(kept(events)).isEmpty();
      assertThat(History.read(events, Start.last()).told()).isEmpty();
      assertThat(History.read(events, Start.time(HandClock.START)).told()).isEmpty();
    }
  }

  @Test
  void diagnosticsKeepsNothing() {
    var diagnostics = nodes.open().diagnostics();
    var live = Recorder.on(diagnostics, "*");
    Numbers.publish(diagnostics, "a", 1, 10);

    assertThat(live.await(10).told()).isEqualTo(Numbers.sequences(1, 10));
    assertThat(kept(diagnostics)).isEmpty();
  }

  @Test
  void anyBoundPassedIsEnough() {
    HandClock clock = new HandClock();
    PubSub<DomainEvent> events =
        nodes
            .open(config ->
                config
                    .clock(clock)
                    .instance("events", policy -> policy.keep(Retention.of(MINUTE).count(5))))
            .events();
    Numbers.publish(events, "a", 1, 10);
    assertThat(kept(events)).isEqualTo(Numbers.sequences(6, 10));
    clock.advance(MINUTE.plusMillis(1));
    Numbers.publish(events, "a", 11, 12);

    assertThat(kept(events)).isEqualTo(Numbers.sequences(11, 12));
  }

  @Test
  void theDefaultAgesHold() {
    HandClock clock = new HandClock();
    var gater = nodes.open(config -> config.clock(clock));
    Map<String, Duration> ages =
        Map.of(
            "events", Duration.ofDays(7),
            "system", Duration.ofDays(1),
            "logging", Duration.ofHours(1),
            "health", Duration.ofHours(1),
            "metrics", Duration.ofMinutes(15),
            "security", Duration.ofDays(90),
            "alerts", Duration.ofDays(30),
            "lifecycle", Duration.ofDays(1));
    ages.keySet().forEach(name -> Numbers.publish(gater.instance(name), "a", 1, 1));
    Numbers.publish(gater.audit(), "a", 1, 1);
    Duration passed = Duration.ZERO;
    for (var age : ages.entrySet().stream().sorted(Map.Entry.comparingByValue()).toList()) {
      PubSub<?> instance = gater.instance(age.getKey());
      clock.advance(age.getValue().minus(passed));
      passed = age.getValue();
      assertThat(clock.instant()).isEqualTo(HandClock.START.plus(passed));
      assertThat(kept(instance)).as(age.getKey()).hasSize(1);
      clock.advance(Duration.ofMillis(1));
      assertThat(kept(instance)).as(age.getKey()).isEmpty();
      clock.advance(Duration.ofMillis(-1));
    }
    clock.advance(Duration.ofDays(36_500));
    assertThat(kept(gater.audit())).hasSize(1);
  }
}
