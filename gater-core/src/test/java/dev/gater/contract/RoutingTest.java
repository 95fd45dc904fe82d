package dev.gater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gater.Gater;
import dev.gater.OverloadPolicy;
import dev.gater.PubSub;
import dev.gater.Routing;
import dev.gater.SubscriptionOptions;
import dev.gater.event.DomainEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Broadcast, compete, keyed; with groups and without. */
class RoutingTest {
  @RegisterExtension final Nodes nodes = new Nodes();

  private PubSub<DomainEvent> events(Routing routing) {
    return nodes.open("events", policy -> policy.routing(routing)).events();
  }

  private static SubscriptionOptions member(String group) {
    return SubscriptionOptions.of("*").group(group);
  }

  private static void awaitTotal(List<Recorder<DomainEvent>> members, int total) {
    Waits.until(
        total + " deliveries", () -> members.stream().mapToInt(Recorder::count).sum() >= total);
  }

  private static List<Object> all(List<Recorder<DomainEvent>> members) {
    return members.stream().<Object>flatMap(member -> member.data().stream()).sorted().toList();
  }

  @Test
  void aGroupSharesTheMessages() {
    PubSub<DomainEvent> events = events(Routing.BROADCAST);
    var workers = Stream.generate(() -> Recorder.on(events, member("workers"))).limit(3).toList();
    var auditors = Stream.generate(() -> Recorder.on(events, member("audit"))).limit(2).toList();
    var alone = Recorder.on(events, "*");

    Numbers.publish(events, "a", 1, 300);

    awaitTotal(workers, 300);
    awaitTotal(auditors, 300);
    alone.await(300);
    assertThat(all(workers)).isEqualTo(Numbers.data(1, 300));
    assertThat(all(auditors)).isEqualTo(Numbers.data(1, 300));
    assertThat(alone.data()).isEqualTo(Numbers.data(1, 300));
  }

  @Test
  void whereAllCompeteThoseWithoutAGroupAreOne() {
    PubSub<DomainEvent> events = events(Routing.COMPETE);
    var unnamed = Stream.generate(() -> Recorder.on(events, "*")).limit(3).toList();
    var ownGroup = Recorder.on(events, member("observer"));

    Numbers.publish(events, "a", 1, 300);

    awaitTotal(unnamed, 300);
    ownGroup.await(300);
    assertThat(all(unnamed)).isEqualTo(Numbers.data(1, 300));
    assertThat(ownGroup.data()).isEqualTo(Numbers.data(1, 300));
  }

  @Test
  void aBusyMemberIsSpared() {
    PubSub<DomainEvent> events = events(Routing.COMPETE);
    Gate gate = nodes.gate();
    var first = Recorder.behind(gate, events, SubscriptionOptions.of("*"));
    Numbers.publish(events, "a", 0, 0);
    gate.awaitSomebody();
    var second = Recorder.on(events, SubscriptionOptions.of("*"));

    for (int i = 1; i <= 100; i++) {
      Numbers.publish(events, "a", i, i);
      int sofar = i;
      Waits.until("the idle member", () -> first.count() + second.count() >= sofar);
    }

    assertThat(second.count()).isGreaterThanOrEqualTo(99);
    gate.open();
    awaitTotal(List.of(first, second), 101);
  }

  @Test
  void aMemberThatLeavesLeavesTheWorkToTheOthers() {
    PubSub<DomainEvent> events = events(Routing.COMPETE);
    var leaver = Recorder.on(events, "*");
    var stayer = Recorder.on(events, "*");
    leaver.subscription().close();

    Numbers.publish(events, "a", 1, 50);

    assertThat(stayer.await(50).data()).isEqualTo(Numbers.data(1, 50));
    assertThat(leaver.count()).isZero();
  }

  @Test
  void aMemberThatCatchesUpGetsItsShareAndNoMore() {
    PubSub<DomainEvent> events =
        nodes.open("events", policy -> policy.routing(Routing.COMPETE).queue(1)).events();
    Gate gate = nodes.gate();
    List<Recorder<DomainEvent>> members = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      members.add(
          Recorder.behind(
              gate, events, SubscriptionOptions.of("*").slowSubscriber(OverloadPolicy.CATCH_UP)));
    }

    Numbers.publish(events, "a", 1, 300);
    Waits.until(
        "all routed",
        () -> members.stream().mapToLong(m -> m.subscription().stats().matched()).sum() == 300);
    gate.open();

    awaitTotal(members, 300);
    assertThat(all(members)).isEqualTo(Numbers.data(1, 300));
    assertThat(members).allSatisfy(member -> assertThat(member.sequences()).isSorted());
  }

  @Test
  void aTopicStaysWithItsMember() {
    PubSub<DomainEvent> events = events(Routing.KEYED);
    List<Recorder<DomainEvent>> members = new ArrayList<>();
    members.add(Recorder.on(events, "*"));
    members.add(Recorder.on(events, "*"));
    List<String> topics = IntStream.range(0, 50).mapToObj(i -> "order:" + i).toList();

    publishToAll(events, topics);
    awaitTotal(members, 50);
    Map<String, Recorder<DomainEvent>> owners = owners(members);
    members.add(Recorder.on(events, "*"));
    for (int round = 0; round < 10; round++) {
      publishToAll(events, topics);
    }
    awaitTotal(members, 550);

    assertThat(owners(members)).isEqualTo(owners);
    assertThat(members.get(0).count()).isPositive();
    assertThat(members.get(1).count()).isPositive();
  }

  @Test
  void theTopicsOfAMemberThatLeavesGoOnAndTheOthersStay() {
    PubSub<DomainEvent> events = events(Routing.KEYED);
    var leaver = Recorder.on(events, "*");
    var stayer = Recorder.on(events, "*");
    List<String> topics = IntStream.range(0, 50).mapToObj(i -> "order:" + i).toList();
    publishToAll(events, topics);
    awaitTotal(List.of(leaver, stayer), 50);
    List<String> stayed = stayer.topics();

    leaver.subscription().close();
    var joiner = Recorder.on(events, "*");
    publishToAll(events, topics);
    awaitTotal(List.of(stayer, joiner), stayed.size() + 50);

    assertThat(stayer.topics()).containsAll(stayed);
    assertThat(joiner.topics()).doesNotContainAnyElementsOf(stayed);
  }

  @Test
  void aNewTopicOnACompetingInstanceReachesAMemberWhosePatternFits() {
    Gater gater = nodes.open("events", policy -> policy.routing(Routing.COMPETE));
    var orders = Recorder.on(gater.events(), "order:*");
    var invoices = Recorder.on(gater.events(), "invoice:*");

    gater.events().publish("order:1", "placed", 1);
    gater.events().publish("invoice:1", "sent", 2);
    gater.drain();

    assertThat(orders.data()).containsExactly(1);
    assertThat(invoices.data()).containsExactly(2);
  }

  private static void publishToAll(PubSub<DomainEvent> events, List<String> topics) {
    topics.forEach(topic -> Numbers.publish(events, topic, 1, 1));
  }

  private static Map<String, Recorder<DomainEvent>> owners(List<Recorder<DomainEvent>> members) {
    Map<String, Recorder<DomainEvent>> owners = new HashMap<>();
    for (Recorder<DomainEvent> member : members) {
      for (String topic : member.topics()) {
        assertThat(owners.merge(topic, member, (before, after) -> after))
            .as("the one member that gets " + topic)
            .isSameAs(member);
      }
    }
    for (Recorder<DomainEvent> member : members) {
      assertThat(member.topics()).allSatisfy(t -> assertThat(owners.get(t)).isSameAs(member));
    }
    return owners;
  }
}
