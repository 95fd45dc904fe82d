package dev.gater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gater.DataSize;
import dev.gater.Gater;
import dev.gater.PubSub;
import dev.gater.Retention;
import dev.gater.Start;
import dev.gater.SubscriptionOptions;
import dev.gater.event.HealthEvent;
import dev.gater.event.SubscriptionHealth;
import dev.gater.event.SubscriptionHealth.State;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The last message of each topic, which some instances keep beyond their history. */
class LastValueTest {
  @RegisterExtension final Nodes nodes = new Nodes();

  @ParameterizedTest
  @ValueSource(strings = {"health", "system", "metrics", "lifecycle"})
  void theLastMessageOfEachTopicOutlivesTheHistory(String name) {
    PubSub<?> instance =
        nodes.open(name, policy -> policy.keep(Retention.nothing())).instance(name);
    Numbers.publish(instance, "t:a", 1, 10);
    Numbers.publish(instance, "t:b", 11, 20);
    Numbers.publish(instance, "t:a", 21, 21);
    Numbers.publish(instance, "other", 22, 22);

    assertThat(History.read(instance, Start.last()).data()).containsExactly(20, 21, 22);
    assertThat(History.read(instance, "t:+", Start.last()).data()).containsExactly(20, 21);
    assertThat(History.read(instance, "t:b", Start.last()).data()).containsExactly(20);
    assertThat(History.read(instance, "none", Start.last()).data()).isEmpty();
    assertThat(History.read(instance, Start.beginning()).told()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"health", "system", "metrics", "lifecycle"})
  void itOutlivesTheAgeOfTheHistoryToo(String name) {
    HandClock clock = new HandClock();
    PubSub<?> instance = nodes.open(config -> config.clock(clock)).instance(name);
    Numbers.publish(instance, "a", 1, 3);
    History.settle(instance);

    clock.advance(Duration.ofDays(2));

    assertThat(History.read(instance, Start.beginning()).told()).isEmpty();
    assertThat(History.read(instance, Start.last()).data()).containsExactly(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"health", "system", "metrics", "lifecycle"})
  void itOutlivesAMemoryOfNothing(String name) {
    PubSub<?> instance = nodes.open(name, policy -> policy.memory(DataSize.kib(0))).instance(name);
    Numbers.publish(instance, "a", 1, 3);

    assertThat(History.read(instance, Start.beginning()).told()).isEmpty();
    assertThat(History.read(instance, Start.last()).data()).containsExactly(3);
  }

  @Test
  void whereItIsNotKeptTheHistoryAnswers() {
    PubSub<?> events =
        nodes
            .open("events", policy -> policy.keep(Retention.forever().count(2)))
            .instance("events");
    Numbers.publish(events, "t:a", 1, 3);
    Numbers.publish(events, "t:b", 4, 4);
    Numbers.publish(events, "t:c", 5, 5);

    assertThat(History.read(events, Start.last()).data()).containsExactly(4, 5);
  }

  @Test
  void theValuesComeInOrderOfTheirSequencesThenLive() {
    Gater gater = nodes.open();
    for (int i = 1; i <= 100; i++) {
      Numbers.publish(gater.health(), "t:" + i * 7 % 10, i, i);
    }
    History.settle(gater.health());

    var reader = Recorder.on(gater.health(), SubscriptionOptions.of("*").from(Start.last()));
    Numbers.publish(gater.health(), "t:1", 101, 101);

    assertThat(reader.await(11).told()).isEqualTo(Numbers.sequences(91, 101));
    Waits.untilIdle(reader.subscription(), 11);
    assertThat(reader.subscription().stats().delivered()).isEqualTo(11);
  }

  @Test
  void atMostSoManyTopicsAreRememberedTheLatestOnes() {
    PubSub<HealthEvent> health =
        nodes.open("health", policy -> policy.topics(3).keep(Retention.nothing())).health();
    for (int i = 1; i <= 5; i++) {
      Numbers.publish(health, "t:" + i, i, i);
    }
    assertThat(History.read(health, Start.last()).topics()).containsExactly("t:3", "t:4", "t:5");

    Numbers.publish(health, "t:3", 6, 6);
    Numbers.publish(health, "t:6", 7, 7);

    assertThat(History.read(health, Start.last()).topics()).containsExactly("t:5", "t:3", "t:6");
    assertThat(History.read(health, Start.last()).data()).containsExactly(5, 6, 7);
  }

  @Test
  void moreTopicsThanAQueueHoldsAreAllDelivered() {
    PubSub<HealthEvent> health = nodes.open("health", policy -> policy.queue(1)).health();
    for (int i = 1; i <= 500; i++) {
      Numbers.publish(health, "t:" + i, i, i);
    }

    var reader = History.read(health, Start.last());

    assertThat(reader.told()).isEqualTo(Numbers.sequences(1, 500));
    assertThat(reader.subscription().stats().dropped()).isZero();
  }

  @Test
  void aTypedValueIsTypedWhenItIsReadLater() {
    PubSub<HealthEvent> health = nodes.open().health();
    SubscriptionHealth event = new SubscriptionHealth("store", "name", State.RECOVERED);
    health.publish(event);

    var reader = History.read(health, "subscription_health:*", Start.last());

    assertThat(reader.messages()).hasSize(1);
    assertThat(reader.messages().getFirst().event()).contains(event);
  }
}
