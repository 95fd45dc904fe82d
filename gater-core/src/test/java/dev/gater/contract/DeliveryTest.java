package dev.gater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gater.Gater;
import dev.gater.Handler;
import dev.gater.Publication;
import dev.gater.PublishOptions;
import dev.gater.Subscription;
import dev.gater.event.DomainEvent;
import dev.gater.event.SubscriptionHealth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who gets what is published; the cases of Phoenix.PubSub's adapters among others. */
class DeliveryTest {
  @RegisterExtension final Nodes nodes = new Nodes();

  @Test
  void nothingCrossesTopics() {
    Gater gater = nodes.open();
    var first = Recorder.on(gater.events(), "topic:1");
    var second = Recorder.on(gater.events(), "topic:2");

    gater.events().publish("topic:1", "said", "one");
    gater.events().publish("topic:2", "said", "two");
    gater.events().publish("topic", "said", "none");
    gater.events().publish("topic:1:sub", "said", "none");
    gater.drain();

    assertThat(first.data()).containsExactly("one");
    assertThat(second.data()).containsExactly("two");
  }

  @Test
  void everySubscriberOfATopicGetsTheMessage() {
    Gater gater = nodes.open();
    var recorders =
        List.of(
            Recorder.on(gater.events(), "a:b"),
            Recorder.on(gater.events(), "a:*"),
            Recorder.on(gater.events(), "*"),
            Recorder.on(gater.events(), "+:b"));

    gater.events().publish("a:b", "said", 1);
    gater.drain();

    assertThat(recorders).allSatisfy(recorder -> assertThat(recorder.data()).containsExactly(1));
  }

  @Test
  void duplicateSubscriptionsDeliverTwice() {
    Gater gater = nodes.open();
    List<Object> calls = Collections.synchronizedList(new ArrayList<>());
    Handler<DomainEvent> handler = message -> calls.add(message.sequence());
    gater.events().subscribe("a", handler);
    gater.events().subscribe("a", handler);

    gater.events().publish("a", "said", 1);
    gater.drain();

    assertThat(calls).containsExactly(1L, 1L);
  }

  @Test
  void aMessageCarriesWhatWasPublished() {
    Gater gater = nodes.open(config -> config.node("left"));
    var seen = Recorder.on(gater.events(), "*");
    Instant time = Instant.parse("2023-01-01T00:00:00.123456789Z");

    Publication publication =
        gater
            .events()
            .publish(
                "a:b",
                "said",
                Map.of("n", List.of(1, "two", true)),
                PublishOptions.none()
                    .time(time)
                    .identity("urn:test", "id-1")
                    .metadata(Map.of("trace", "t-1"))
                    .schemaVersion(3));
    var message = seen.await(1).messages().getFirst();

    assertThat(message.id()).isEqualTo("id-1").isEqualTo(publication.id());
    assertThat(message.source()).isEqualTo("urn:test");
    assertThat(message.type()).isEqualTo("said");
    assertThat(message.time()).isEqualTo(time);
    assertThat(message.instance()).isEqualTo("events");
    assertThat(message.topic()).isEqualTo("a:b");
    assertThat(message.sequence()).isEqualTo(1).isEqualTo(publication.sequence());
    assertThat(message.position().sequence()).isEqualTo(1);
    assertThat(message.schemaVersion()).isEqualTo(3);
    assertThat(message.data()).isEqualTo(Map.of("n", List.of(1, "two", true)));
    assertThat(message.metadata()).isEqualTo(Map.of("trace", "t-1"));
  }

  @Test
  void whatThePublisherLeftOutIsFilledIn() {
    HandClock clock = new HandClock();
    Gater gater = nodes.open(config -> config.clock(clock).node("left"));
    var seen = Recorder.on(gater.events(), "*");

    gater.events().publish("a", "said", null);
    var message = seen.await(1).messages().getFirst();

    assertThat(message.received()).isEqualTo(HandClock.START);
    assertThat(message.time()).isEqualTo(HandClock.START);
    assertThat(message.source()).contains("left");
    assertThat(message.id()).isNotEmpty();
    assertThat(message.schemaVersion()).isEqualTo(1);
    assertThat(message.data()).isNull();
    assertThat(message.metadata()).isEmpty();
  }

  @Test
  void idsAreUniqueAcrossInstances() {
    Gater gater = nodes.open();
    Set<String> ids = new HashSet<>();

    for (var instance : gater.instances()) {
      for (int i = 0; i < 10; i++) {
        ids.add(instance.publish("a", "said", i).id());
        ids.add(instance.publishTo("elsewhere", "a", "said", i).id());
      }
    }

    assertThat(ids).hasSize(gater.instances().size() * 20).doesNotContain("");
  }

  @Test
  void closingOneSubscriptionEndsThatOneOnly() {
    Gater gater = nodes.open();
    var first = Recorder.on(gater.events(), "a");
    var second = Recorder.on(gater.events(), "a");

    gater.events().publish("a", "said", 1);
    first.await(1);
    first.subscription().close();
    gater.events().publish("a", "said", 2);
    gater.drain();

    assertThat(first.data()).containsExactly(1);
    assertThat(second.data()).containsExactly(1, 2);
  }

  @Test
  void closingOneOfTwoDuplicatesEndsOne() {
    Gater gater = nodes.open();
    List<Object> calls = Collections.synchronizedList(new ArrayList<>());
    Handler<DomainEvent> handler = message -> calls.add(message.sequence());
    Subscription first = gater.events().subscribe("a", handler);
    gater.events().subscribe("a", handler);

    gater.events().publish("a", "said", 1);
    Waits.until("two calls", () -> calls.size() == 2);
    first.close();
    gater.events().publish("a", "said", 2);
    gater.drain();

    assertThat(calls).containsExactly(1L, 1L, 2L);
  }

  @Test
  void closingTwiceOrAfterTheNodeDoesNothing() {
    Gater gater = nodes.open();
    var closed = Recorder.on(gater.events(), "a");
    var other = Recorder.on(gater.events(), "a");

    closed.subscription().close();
    closed.subscription().close();
    gater.events().publish("a", "said", 1);
    gater.drain();
    closed.subscription().close();
    other.subscription().close();

    assertThat(closed.data()).isEmpty();
    assertThat(other.data()).containsExactly(1);
  }

  @Test
  void publishFromLeavesThatSubscriptionOut() {
    Gater gater = nodes.open();
    var sender = Recorder.on(gater.events(), "room:*");
    var other = Recorder.on(gater.events(), "room:*");

    gater.events().publishFrom(sender.subscription(), "room:1", "said", 1);
    gater.events().publish("room:1", "said", 2);
    gater.drain();

    assertThat(sender.data()).containsExactly(2);
    assertThat(other.data()).containsExactly(1, 2);
    assertThat(sender.subscription().stats().matched()).isEqualTo(1);
  }

  @Test
  void publishFromLeavesATypedEventOutToo() {
    Gater gater = nodes.open();
    var sender = Recorder.on(gater.health(), "*");
    var other = Recorder.on(gater.health(), "*");

    gater
        .health()
        .publishFrom(
            sender.subscription(),
            new SubscriptionHealth("store", "name", SubscriptionHealth.State.RECOVERED));
    gater.drain();

    assertThat(sender.count()).isZero();
    assertThat(other.count()).isEqualTo(1);
  }

  @Test
  void publishFromASubscriptionOfAnotherInstanceLeavesNobodyOut() {
    Gater gater = nodes.open();
    var foreign = Recorder.on(gater.health(), "a");
    var seen = Recorder.on(gater.events(), "a");

    gater.events().publishFrom(foreign.subscription(), "a", "said", 1);
    gater.drain();

    assertThat(seen.data()).containsExactly(1);
    assertThat(foreign.count()).isZero();
  }

  @Test
  void publishFromAnEndedSubscriptionReachesTheOthers() {
    Gater gater = nodes.open();
    var ended = Recorder.on(gater.events(), "a");
    var seen = Recorder.on(gater.events(), "a");
    ended.subscription().close();

    gater.events().publishFrom(ended.subscription(), "a", "said", 1);
    gater.drain();

    assertThat(seen.data()).containsExactly(1);
  }

  @Test
  void publishLocalReachesThisNode() {
    Gater gater = nodes.open();
    var seen = Recorder.on(gater.events(), "a");

    Publication publication = gater.events().publishLocal("a", "said", 1);
    gater.drain();

    assertThat(publication.accepted()).isTrue();
    assertThat(seen.data()).containsExactly(1);
  }

  @Test
  void publishToThisNodeReachesIt() {
    Gater gater = nodes.open(config -> config.node("left"));
    var seen = Recorder.on(gater.events(), "a");

    gater.events().publishTo("left", "a", "said", 1);
    gater.drain();

    assertThat(seen.data()).containsExactly(1);
  }

  @Test
  void publishToAnUnknownNodeIsAcceptedAndReachesNobody() {
    Gater gater = nodes.open(config -> config.node("left"));
    Gater right = nodes.open(config -> config.node("right"));
    var here = Recorder.on(gater.events(), "*");
    var there = Recorder.on(right.events(), "*");

    Publication unknown = gater.events().publishTo("nowhere", "a", "said", 1);
    Publication strange = gater.events().publishTo("not a:legal\u0000name", "a", "said", 1);
    gater.drain();
    right.drain();

    assertThat(List.of(unknown, strange))
        .allSatisfy(publication -> {
          assertThat(publication.accepted()).isTrue();
          assertThat(publication.reason()).isEqualTo(Publication.Reason.NONE);
          assertThat(publication.sequence()).isZero();
        });
    assertThat(here.count()).isZero();
    assertThat(there.count()).isZero();
  }

  @Test
  void anInstanceOnDemandDiscardsWhatNobodyListensTo() {
    Gater gater = nodes.open();

    Publication before = gater.diagnostics().publish("diagnostics:performance_trace", "x", 1);
    var seen = Recorder.on(gater.diagnostics(), "diagnostics:*");
    Publication listened = gater.diagnostics().publish("diagnostics:performance_trace", "x", 2);
    seen.await(1).subscription().close();
    Publication after = gater.diagnostics().publish("diagnostics:performance_trace", "x", 3);

    assertThat(before.accepted()).isTrue();
    assertThat(before.sequence()).isZero();
    assertThat(listened.sequence()).isEqualTo(1);
    assertThat(after.accepted()).isTrue();
    assertThat(after.sequence()).isZero();
    assertThat(seen.data()).containsExactly(2);
  }

  @Test
  void aTopicHandlePublishesToItsTopic() {
    Gater gater = nodes.open();
    var seen = Recorder.on(gater.events(), "a:*");
    var topic = gater.events().topic("a:b");

    topic.publish("said", 1);
    topic.publish("said", 2, PublishOptions.none().from(seen.subscription()));
    gater.drain();

    assertThat(topic.name()).isEqualTo("a:b");
    assertThat(seen.topics()).containsExactly("a:b");
    assertThat(seen.data()).containsExactly(1);
  }

  @Test
  void customInstancesAndAliasesAreInstancesLikeTheOthers() {
    Gater gater = nodes.open("billing", policy -> policy);
    var seen = Recorder.on(gater.instance("billing"), "invoice:*");
    var health = Recorder.on(gater.instance(":ex_esdb_health"), "*");

    gater.instance("billing").publish("invoice:1", "issued", 1);
    gater.instance("ex_esdb_health").publish("a", "said", 2);
    gater.drain();

    assertThat(seen.data()).containsExactly(1);
    assertThat(health.data()).containsExactly(2);
    assertThat(gater.instances()).extracting(instance -> instance.name()).endsWith("billing");
    assertThat(gater.find("bilin")).isEmpty();
  }
}
