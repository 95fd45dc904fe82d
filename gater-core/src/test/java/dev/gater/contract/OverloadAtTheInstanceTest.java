package dev.gater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gater.Gater;
import dev.gater.OverloadPolicy;
import dev.gater.Publication;
import dev.gater.Publication.Reason;
import dev.gater.PublishOptions;
import dev.gater.SubscriptionOptions;
import dev.gater.WhenFull;
import dev.gater.event.DomainEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A full instance refuses a publication or lets it wait for a bounded time, before it has a number;
 * what it admitted is never missing. A stuck subscription that holds publishers fills it.
 */
class OverloadAtTheInstanceTest {
  private static final int RING = 8;
  private static final Duration LONG = Duration.ofSeconds(Waits.LONGEST_SECONDS);

  @RegisterExtension final Nodes nodes = new Nodes();

  private Gater open(WhenFull whenFull) {
    return nodes.open(
        "events",
        policy ->
            policy
                .ring(RING)
                .queue(1)
                .whenFull(whenFull)
                .slowSubscriber(OverloadPolicy.DROP_OLDEST));
  }

  private static Recorder<DomainEvent> holding(Gater gater, Gate gate) {
    return Recorder.behind(gate, gater.events(), SubscriptionOptions.of("*").holdsPublishers(LONG));
  }

  /** Publishes until the instance is full and nothing moves any more; answers with what it took. */
  private static List<Publication> fill(Gater gater, Gate gate) {
    List<Publication> accepted = new ArrayList<>();
    publishUntilRefused(gater, accepted);
    gate.awaitSomebody();
    // One in the handler, one in its queue, one that the dispatcher may hold, the rest in the ring.
    Waits.until(
        "the instance is full",
        () -> {
          publishUntilRefused(gater, accepted);
          return accepted.size() >= RING + 2;
        });
    return accepted;
  }

  private static void publishUntilRefused(Gater gater, List<Publication> accepted) {
    Publication publication = gater.events().publish("a", "numbered", accepted.size() + 1);
    while (publication.accepted()) {
      accepted.add(publication);
      publication = gater.events().publish("a", "numbered", accepted.size() + 1);
    }
    assertThat(publication.reason()).isEqualTo(Reason.FULL);
  }

  @Test
  void aFullInstanceRefusesAtOnceAndSaysSo() {
    Gater gater = open(WhenFull.refuse());
    Gate gate = nodes.gate();
    holding(gater, gate);

    List<Publication> accepted = fill(gater, gate);
    Publication refused = gater.events().publish("a", "said", "one too many");

    assertThat(accepted).hasSizeBetween(RING, RING + 3);
    assertThat(refused.reason()).isEqualTo(Reason.FULL);
    assertThat(refused.detail()).contains("events").contains("full");
    assertThat(refused.sequence()).isZero();
    assertThat(refused.id()).isEmpty();
  }

  @Test
  void nothingAdmittedIsMissingAndNumbersHaveNoHoles() {
    Gater gater = open(WhenFull.refuse());
    Gate gate = nodes.gate();
    var holding = holding(gater, gate);

    int admitted = fill(gater, gate).size();
    gate.open();
    Waits.untilIdle(holding.subscription(), admitted);
    Publication next = gater.events().publish("a", "numbered", admitted + 1);
    gater.drain();

    assertThat(next.sequence()).isEqualTo(admitted + 1);
    assertThat(holding.data()).isEqualTo(Numbers.data(1, admitted + 1));
    assertThat(holding.sequences()).isEqualTo(Numbers.sequences(1, admitted + 1));
    assertThat(holding.subscription().stats().dropped()).isZero();
  }

  @Test
  void refusedAndAdmittedComeToWhatWasTried() {
    Gater gater = open(WhenFull.refuse());
    Gate gate = nodes.gate();
    var holding = holding(gater, gate);
    int tries = 5_000;
    List<Future<Integer>> publishers = new ArrayList<>();
    for (int p = 0; p < 2; p++) {
      publishers.add(
          nodes.inBackground(() -> {
            int admitted = 0;
            for (int i = 0; i < tries; i++) {
              admitted += gater.events().publish("a", "said", i).accepted() ? 1 : 0;
            }
            return admitted;
          }));
    }
    gate.awaitSomebody();
    gate.open();
    int admitted = publishers.stream().mapToInt(Waits::result).sum();
    gater.drain();

    var stats = gater.events().stats();
    assertThat(stats.published()).isEqualTo(admitted);
    assertThat(stats.rejectedBy().getOrDefault(Reason.FULL, 0L)).isEqualTo(2L * tries - admitted);
    assertThat(holding.sequences()).isEqualTo(Numbers.sequences(1, admitted));
  }

  @Test
  void aWaitingPublicationIsRefusedOnceItsTimeIsUp() {
    Gater gater = open(WhenFull.waitFor(Duration.ofMillis(20)));
    Gate gate = nodes.gate();
    var holding = holding(gater, gate);

    int admitted = fill(gater, gate).size();
    Publication refused = gater.events().publish("a", "said", "too late");
    gate.open();
    gater.drain();

    assertThat(refused.reason()).isEqualTo(Reason.FULL);
    assertThat(holding.data()).isEqualTo(Numbers.data(1, admitted));
  }

  @Test
  void aWaitingPublicationIsAdmittedOnceThereIsRoom() {
    Gater gater = open(WhenFull.waitFor(LONG));
    Gate gate = nodes.gate();
    var holding = holding(gater, gate);
    int many = 4 * RING;

    Future<Boolean> publisher =
        nodes.inBackground(() -> {
          Numbers.publish(gater.events(), "a", 1, many);
          return true;
        });
    gate.awaitSomebody();
    Waits.until("a full ring", () -> gater.events().stats().waiting() >= RING);
    assertThat(publisher.isDone()).isFalse();
    gate.open();

    assertThat(Waits.result(publisher)).isTrue();
    gater.drain();
    assertThat(holding.data()).isEqualTo(Numbers.data(1, many));
    assertThat(gater.events().stats().rejected()).isZero();
  }

  @Test
  void anInterruptEndsTheWaitAndTheThreadStaysInterrupted() {
    Gater gater = open(WhenFull.waitFor(LONG));
    Gate gate = nodes.gate();
    var holding = holding(gater, gate);
    AtomicReference<Thread> thread = new AtomicReference<>();
    Future<List<Object>> publisher =
        nodes.inBackground(() -> {
          thread.set(Thread.currentThread());
          long admitted = 0;
          Publication publication = gater.events().publish("a", "said", 1);
          while (publication.accepted()) {
            admitted++;
            publication = gater.events().publish("a", "said", 1);
          }
          return List.of(publication.reason(), Thread.currentThread().isInterrupted(), admitted);
        });
    gate.awaitSomebody();
    Waits.until("a full ring", () -> gater.events().stats().waiting() >= RING);

    thread.get().interrupt();
    List<Object> outcome = Waits.result(publisher);
    gate.open();
    gater.drain();

    assertThat(outcome.get(0)).isEqualTo(Reason.INTERRUPTED);
    assertThat(outcome.get(1)).isEqualTo(true);
    assertThat((long) holding.count()).isEqualTo(outcome.get(2));
    assertThat(gater.events().stats().rejectedBy()).containsEntry(Reason.INTERRUPTED, 1L);
  }

  @Test
  void closingTheNodeEndsTheWait() {
    Gater gater = open(WhenFull.waitFor(LONG));
    Gate gate = nodes.gate();
    var holding = holding(gater, gate);
    Future<Reason> publisher =
        nodes.inBackground(() -> {
          Publication publication = gater.events().publish("a", "said", 1);
          while (publication.accepted()) {
            publication = gater.events().publish("a", "said", 1);
          }
          return publication.reason();
        });
    gate.awaitSomebody();
    Waits.until("a full ring", () -> gater.events().stats().waiting() >= RING);

    Future<?> drain = nodes.inBackground(() -> gater.drain());
    Reason reason = Waits.result(publisher);
    gate.open();
    Waits.result(drain);

    assertThat(reason).isEqualTo(Reason.CLOSED);
    assertThat((long) holding.count()).isEqualTo(gater.events().stats().published());
  }

  @Test
  void endingTheSubscriptionThatHoldsPublishersFreesThem() {
    Gater gater = open(WhenFull.waitFor(LONG));
    Gate gate = nodes.gate();
    var holding = holding(gater, gate);
    var other =
        Recorder.on(
            gater.events(), SubscriptionOptions.of("*").slowSubscriber(OverloadPolicy.CATCH_UP));
    Future<Boolean> publisher =
        nodes.inBackground(() -> {
          Numbers.publish(gater.events(), "a", 1, 4 * RING);
          return true;
        });
    gate.awaitSomebody();
    Waits.until("a full ring", () -> gater.events().stats().waiting() >= RING);

    Future<?> closing =
        nodes.inBackground(() -> {
          holding.subscription().close();
          return true;
        });
    assertThat(Waits.result(publisher)).isTrue();
    gate.open();
    Waits.result(closing);
    gater.drain();

    assertThat(other.data()).isEqualTo(Numbers.data(1, 4 * RING));
    assertThat(holding.count()).isEqualTo(1);
  }

  @Test
  void whatIsNotForThisNodeNeedsNoRoom() {
    Gater gater = open(WhenFull.refuse());
    Gate gate = nodes.gate();
    holding(gater, gate);
    fill(gater, gate);

    assertThat(gater.events().publishTo("elsewhere", "a", "said", 1).accepted()).isTrue();
    assertThat(gater.events().publish("a", "said", 1, PublishOptions.none().local()).reason())
        .isEqualTo(Reason.FULL);
  }

  @Test
  void aStuckSubscriberThatDoesNotHoldPublishersNeverFillsTheInstance() {
    Gater gater = open(WhenFull.refuse());
    var stuck = Recorder.behind(nodes.gate(), gater.events(), "*");

    for (int i = 1; i <= 20 * RING; i++) {
      assertThat(gater.events().publish("a", "numbered", i).accepted()).isTrue();
      Waits.untilMatched(stuck.subscription(), i);
    }
  }
}
