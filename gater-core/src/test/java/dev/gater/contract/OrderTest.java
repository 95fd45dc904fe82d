package dev.gater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gater.Gater;
import dev.gater.Message;
import dev.gater.SubscriptionOptions;
import dev.gater.event.DomainEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A subscription sees each publisher's order, one call at a time; all see the one order. */
class OrderTest {
  private static final int PUBLISHERS = 4;
  private static final int EACH = 2_000;

  @RegisterExtension final Nodes nodes = new Nodes();

  private void publishFromAll(Gater gater) {
    CountDownLatch together = new CountDownLatch(PUBLISHERS);
    List<Future<Boolean>> publishers = new ArrayList<>();
    for (int p = 0; p < PUBLISHERS; p++) {
      String topic = "publisher:" + p;
      publishers.add(
          nodes.inBackground(() -> {
            together.countDown();
            together.await();
            Numbers.publish(gater.events(), topic, 1, EACH);
            return true;
          }));
    }
    publishers.forEach(Waits::result);
  }

  @Test
  void eachPublishersMessagesComeInTheOrderPublished() {
    Gater gater = nodes.open();
    var seen = Recorder.on(gater.events(), "*");

    publishFromAll(gater);
    gater.drain();

    for (int p = 0; p < PUBLISHERS; p++) {
      String topic = "publisher:" + p;
      assertThat(
              seen.messages().stream()
                  .filter(message -> message.topic().equals(topic))
                  .map(Message::data)
                  .toList())
          .isEqualTo(Numbers.data(1, EACH));
    }
  }

  @Test
  void allSubscriptionsSeeTheOneOrderOfTheSequenceNumbers() {
    Gater gater = nodes.open();
    List<Recorder<DomainEvent>> recorders = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      recorders.add(Recorder.on(gater.events(), "*"));
    }

    publishFromAll(gater);
    gater.drain();

    assertThat(recorders)
        .allSatisfy(recorder ->
            assertThat(recorder.sequences())
                .isEqualTo(Numbers.sequences(1, (long) PUBLISHERS * EACH)));
  }

  @Test
  void twoInstancesWithoutHistoryKeepTheOrderToo() {
    Gater gater = nodes.open("diagnostics", policy -> policy.ring(1 << 15).queue(1 << 15));
    var seen = Recorder.on(gater.diagnostics(), "*");

    Numbers.publish(gater.diagnostics(), "a", 1, EACH);
    gater.drain();

    assertThat(seen.data()).isEqualTo(Numbers.data(1, EACH));
  }

  @Test
  void aNarrowPatternSeesTheOrderOfWhatItMatches() {
    Gater gater = nodes.open();
    var even = Recorder.on(gater.events(), "even");

    for (int i = 0; i < EACH; i++) {
      gater.events().publish(i % 2 == 0 ? "even" : "odd", "numbered", i);
    }
    gater.drain();

    assertThat(even.sequences()).hasSize(EACH / 2).isSortedAccordingTo(Comparator.naturalOrder());
  }

  @Test
  void onesCallsNeverOverlapHoweverManyPublish() {
    Gater gater = nodes.open();
    var slow =
        Recorder.on(gater.events(), SubscriptionOptions.of("*"), message -> Thread.onSpinWait());

    publishFromAll(gater);
    gater.drain();

    assertThat(slow.messages()).hasSize(PUBLISHERS * EACH); // a recorder fails on an overlap
  }

  @Test
  void aHandlersWritesAreSeenByItsNextCall() {
    Gater gater = nodes.open();
    int[] plain = {0};
    gater.events().subscribe("*", message -> plain[0]++);

    publishFromAll(gater);
    gater.drain();

    assertThat(plain[0]).isEqualTo(PUBLISHERS * EACH);
  }

  @Test
  void whatIsPublishedAfterAnotherThreadsPublicationComesAfterIt() {
    Gater gater = nodes.open();
    var seen = Recorder.on(gater.events(), "*");

    for (int i = 1; i <= 100; i++) {
      int number = i;
      Waits.result(nodes.inBackground(() -> gater.events().publish("a", "said", number)));
    }
    gater.drain();

    assertThat(seen.data()).isEqualTo(Numbers.data(1, 100));
  }

  @Test
  void aSlowStretchInBetweenChangesNoOrder() {
    Gater gater = nodes.open("events", policy -> policy.queue(16));
    Gate gate = nodes.gate();
    var seen =
        Recorder.on(
            gater.events(),
            SubscriptionOptions.of("*"),
            message -> {
              if (message.sequence() == 100) {
                gate.pass();
              }
            });

    Numbers.publish(gater.events(), "a", 1, 500);
    gate.awaitSomebody();
    Numbers.publish(gater.events(), "a", 501, 1000);
    gate.open();
    Numbers.publish(gater.events(), "a", 1001, 1500);
    gater.drain();

    assertThat(seen.data()).isEqualTo(Numbers.data(1, 1500));
  }
}
