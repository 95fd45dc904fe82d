package dev.gater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gater.Gater;
import dev.gater.PubSub;
import dev.gater.Routing;
import dev.gater.Start;
import dev.gater.Subscription;
import dev.gater.SubscriptionOptions;
import dev.gater.event.DomainEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Subscriptions that come and go while messages are dispatched. Most of what these tests guard
 * against takes two threads that meet within a few instructions, so each tries it often.
 */
class ComingAndGoingTest {
  private static final int OFTEN = 1_000;

  @RegisterExtension final Nodes nodes = new Nodes();

  @Test
  void whatIsRoutedAsASubscriptionComesReachesItOnce() {
    Gater gater = nodes.open("events", policy -> policy.ring(8).queue(64));
    PubSub<DomainEvent> events = gater.events();
    AtomicBoolean over = new AtomicBoolean();
    Future<?> publisher =
        nodes.inBackground(() -> {
          while (!over.get()) {
            Numbers.publish(events, "a", 1, 1);
          }
          return null;
        });
    List<Future<?>> owners = new ArrayList<>();
    for (int t = 0; t < 2; t++) {
      owners.add(
          nodes.inBackground(() -> {
            for (int i = 0; i < OFTEN / 2; i++) {
              comeAndGo(events);
            }
            return null;
          }));
    }

    owners.forEach(Waits::result);
    over.set(true);
    Waits.result(publisher);
  }

  private static void comeAndGo(PubSub<DomainEvent> events) {
    long first = Math.max(1, events.stats().published() - 8);
    var options = SubscriptionOptions.of("*").from(Start.sequence(first));
    var seen = Recorder.on(events, options);
    seen.await(1);
    seen.subscription().close();
    assertThat(seen.sequences()).isEqualTo(Numbers.sequences(first, first + seen.count() - 1L));
  }

  @Test
  void aGroupLosesNothingWhenItsMembersLeave() {
    Gater gater = nodes.open("events", policy -> policy.ring(8));
    PubSub<DomainEvent> events = gater.events();
    SubscriptionOptions member = SubscriptionOptions.of("*").group("workers");
    AtomicBoolean over = new AtomicBoolean();
    List<Subscription> members = new ArrayList<>();
    members.add(events.subscribe(member, message -> {}));
    Future<?> publisher =
        nodes.inBackground(() -> {
          while (!over.get()) {
            Numbers.publish(events, "a", 1, 1);
          }
          return null;
        });

    for (int i = 0; i < OFTEN; i++) {
      Subscription guest = events.subscribe(member, message -> {});
      members.add(guest);
      Waits.untilMatched(guest, 1);
      guest.close();
    }
    over.set(true);
    Waits.result(publisher);
    gater.drain();

    assertThat(members.stream().mapToLong(one -> one.stats().matched()).sum())
        .isEqualTo(events.stats().published());
  }

  @Test
  void aTopicStaysWithItsMemberThoughAnotherJoined() {
    PubSub<DomainEvent> events =
        nodes.open("events", policy -> policy.routing(Routing.KEYED).queue(1)).events();
    Gate gate = nodes.gate();
    Recorder.behind(
        gate,
        events,
        SubscriptionOptions.of("hold")
            .group("holds")
            .holdsPublishers(Duration.ofSeconds(Waits.LONGEST_SECONDS)));
    var member = SubscriptionOptions.of("key:*").group("workers");
    var first = Recorder.on(events, member);
    Numbers.publish(events, "hold", 1, 3);
    gate.awaitSomebody();
    for (int key = 0; key < 10; key++) {
      Numbers.publish(events, "key:" + key, 1, 1);
    }

    var second = Recorder.on(events, member);
    for (int key = 0; key < 10; key++) {
      Numbers.publish(events, "key:" + key, 2, 2);
    }
    gate.open();

    first.await(20);
    assertThat(second.count()).isZero();
  }
}
