package dev.gater.engine.durable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gater.AckHandler;
import dev.gater.DataSize;
import dev.gater.Delivery;
import dev.gater.Durable;
import dev.gater.DurableOptions;
import dev.gater.Gap;
import dev.gater.Message;
import dev.gater.Policy;
import dev.gater.Position;
import dev.gater.Retention;
import dev.gater.Start;
import dev.gater.SubscriptionOptions;
import dev.gater.TopicPattern;
import dev.gater.engine.log.MemoryLog;
import dev.gater.event.Event;
import dev.gater.spi.MessageLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Durables with a store that outlives the node, and with what can go wrong there. */
class DurablesTest {
  private static final Policy POLICY =
      Policy.of("events").keep(Retention.forever()).memory(DataSize.mib(16));

  private static final DurableOptions SETTINGS =
      DurableOptions.defaults().maxDeliveries(2).backOff(Duration.ZERO, Duration.ZERO);

  private final List<Delivery<Event>> given = new ArrayList<>();
  private final List<Gap> gaps = new ArrayList<>();

  private static SubscriptionOptions options(DurableOptions settings) {
    return SubscriptionOptions.of("a").from(Start.beginning()).durable("one", settings);
  }

  private Member join(Rig rig) {
    return rig.join(
        options(SETTINGS),
        new AckHandler<Event>() {
          @Override
          public void handle(Delivery<Event> delivery) {
            given.add(delivery);
          }

          @Override
          public void gap(Gap gap) {
            gaps.add(gap);
          }
        });
  }

  private static Durable one(Rig rig) {
    return rig.durables.all().getFirst();
  }

  private static void publish(Rig rig, int count) {
    for (int i = 0; i < count; i++) {
      rig.publish("a");
    }
    rig.runAll();
  }

  private List<Long> sequences() {
    return given.stream().<Long>map(delivery -> delivery.message().sequence()).toList();
  }

  @Test
  void whatIsNotSettledIsKeptForTheNextNodeWhichGoesOnWithIt() {
    Rig rig = new Rig(POLICY);
    join(rig);
    publish(rig, 5);
    assertThat(given.get(1).ack()).isTrue();

    assertThat(rig.stop()).isEqualTo(new Durables.Left(4, 0));
    assertThat(given.get(0).ack()).as("the node is closed").isFalse();
    given.clear();
    rig.crash();
    join(rig);

    assertThat(sequences()).containsExactly(1L, 3L, 4L, 5L);
    assertThat(given).extracting(Delivery::attempt).containsOnly(2);
  }

  @Test
  void aCrashLosesNothingButAnswersThatWereNotStoredYet() {
    Rig rig = new Rig(POLICY);
    join(rig);
    publish(rig, 4);
    assertThat(given.get(0).ack()).isTrue();
    rig.runAll();
    assertThat(given.get(1).ack()).isTrue(); // and nothing is stored any more
    assertThat(given.get(2).reject("no")).isTrue();

    given.clear();
    rig.crash();
    join(rig);

    assertThat(sequences()).containsExactly(2L, 3L, 4L);
    assertThat(one(rig).dead(0, 10)).isEmpty();
  }

  @Test
  void aDeadLetterThatCannotBeStoredIsNeitherPassedNorDeliveredAgain() {
    Rig rig = new Rig(POLICY);
    join(rig);
    publish(rig, 1);
    rig.full = true;
    assertThat(given.getFirst().reject("no")).isTrue();
    rig.runAll();
    rig.advance(Duration.ofSeconds(10));

    assertThat(rig.faults).isNotEmpty();
    assertThat(one(rig).stats().cursor().sequence()).isZero();
    assertThat(one(rig).stats().dead()).isZero();
    rig.full = false;
    rig.advance(Duration.ofSeconds(2));

    assertThat(one(rig).stats().cursor().sequence()).isEqualTo(1);
    assertThat(one(rig).dead(0, 10)).hasSize(1);
    assertThat(given).hasSize(1);
  }

  @Test
  void aMessageThatIsExhaustedAsTheNodeCrashesIsADeadLetterOfTheNext() {
    Rig rig = new Rig(POLICY);
    join(rig);
    publish(rig, 1);
    assertThat(given.getFirst().nack()).isTrue();
    rig.runAll();
    assertThat(given).hasSize(2);

    rig.crash();
    join(rig);

    assertThat(given).as("two deliveries and no more").hasSize(2);
    assertThat(one(rig).dead(0, 10)).hasSize(1);
    assertThat(one(rig).dead(0, 10).getFirst().attempts()).isEqualTo(2);
  }

  @Test
  void whatWasOpenAndIsNoLongerKeptIsToldAsAGap() {
    Rig rig = new Rig(POLICY.keep(Retention.forever().count(3)));
    join(rig);
    publish(rig, 3);
    assertThat(given.get(1).ack()).isTrue();
    rig.restart();
    publish(rig, 2);

    given.clear();
    join(rig);

    assertThat(gaps).containsExactly(new Gap(1, 1, Gap.Why.EXPIRED));
    assertThat(sequences()).containsExactly(3L, 4L, 5L);
    assertThat(one(rig).stats().expired()).isEqualTo(1);
  }

  @Test
  void aRetriedLetterIsDeliveredThoughTheHistoryHasLetGoOfIt() {
    Rig rig = new Rig(POLICY.keep(Retention.forever().count(1)));
    join(rig);
    publish(rig, 1);
    assertThat(given.getFirst().reject("no")).isTrue();
    publish(rig, 3);
    assertThat(one(rig).retry(given.getFirst().position())).isTrue();
    rig.restart();
    given.clear();
    join(rig);

    assertThat(sequences()).contains(1L);
    given.forEach(delivery -> assertThat(delivery.ack()).isTrue());
    rig.runAll();
    assertThat(one(rig).stats().retried()).isZero();
    assertThat(rig.store.countDead("one")).isZero();
  }

  @Test
  void afterAnUncleanEndOfTheLogItGoesOnBehindItsCursorAndSaysSo() {
    Rig rig = new Rig(POLICY);
    join(rig);
    publish(rig, 3);
    given.forEach(delivery -> assertThat(delivery.ack()).isTrue());
    rig.runAll();
    MessageLog other = new MemoryLog("e2", POLICY, rig::now);
    for (long sequence = 1; sequence <= 3; sequence++) {
      other.append(rig.log.read(TopicPattern.parse("*"), sequence, sequence, 1).messages().get(0));
    }

    given.clear();
    rig.restart(other);
    join(rig);
    publish(rig, 1);

    assertThat(gaps).containsExactly(new Gap(4, 3, Gap.Why.RESET));
    assertThat(sequences()).containsExactly(4L);
  }

  @Test
  void withAnotherLogItBeginsAnewAndSaysSo() {
    Rig rig = new Rig(POLICY);
    join(rig);
    publish(rig, 3);
    given.forEach(delivery -> assertThat(delivery.ack()).isTrue());
    rig.runAll();

    given.clear();
    rig.restart(new MemoryLog("e2", POLICY, rig::now));
    join(rig);
    publish(rig, 2);

    assertThat(gaps).containsExactly(new Gap(4, 3, Gap.Why.RESET));
    assertThat(sequences()).containsExactly(1L, 2L);
  }

  @Test
  void aLogThatCannotBeReadForATimeHoldsItUpAndNoLonger() {
    Rig rig = new Rig(POLICY);
    AtomicBoolean broken = new AtomicBoolean(true);
    rig.restart(new Breaking(rig.log, broken));
    join(rig);
    publish(rig, 2);
    assertThat(given).isEmpty();
    assertThat(rig.faults).isNotEmpty();

    broken.set(false);
    rig.advance(Duration.ofSeconds(2));

    assertThat(sequences()).containsExactly(1L, 2L);
  }

  @Test
  void stallsAreSaidAtABoundedRateUntilItRecovers() {
    Rig rig = new Rig(POLICY);
    join(rig);
    publish(rig, 2);
    for (int i = 0; i < 150; i++) {
      rig.advance(Duration.ofSeconds(1));
    }
    assertThat(given).as("timed out, once more and dead").hasSize(4);
    given.clear();
    publish(rig, 1);
    one(rig).pause();
    rig.advance(Duration.ofHours(1));
    assertThat(rig.stalls).as("paused is not stalled").isEmpty();
    one(rig).resume();
    rig.durables.members().forEach(Member::close);
    for (int i = 0; i < 150; i++) {
      rig.advance(Duration.ofSeconds(1));
    }

    assertThat(rig.stalls).hasSize(2).allMatch(how -> how.contains("it has no member"));
    join(rig);
    boolean _ = given.getLast().ack();
    rig.advance(Duration.ofSeconds(1));
    assertThat(rig.stalls.getLast()).isEqualTo("one recovered");
  }

  @Test
  void countsItsLagAcrossManyMessagesThatAreForOthers() {
    Rig rig = new Rig(POLICY);
    join(rig).close();
    for (int i = 0; i < 5_000; i++) {
      rig.publish(i % 100 == 0 ? "a" : "b");
    }

    assertThat(one(rig).stats().lag()).isEqualTo(50);
    join(rig);
    given.forEach(delivery -> assertThat(delivery.ack()).isTrue());
    rig.runAll();
    assertThat(one(rig).stats().lag()).isZero();
    assertThat(one(rig).stats().cursor().sequence()).isEqualTo(5_000);
  }

  /** A log that can't be read while it is broken. */
  private record Breaking(MessageLog log, AtomicBoolean broken) implements MessageLog {
    @Override
    public String epoch() {
      return log.epoch();
    }

    @Override
    public long last() {
      return log.last();
    }

    @Override
    public long first() {
      return log.first();
    }

    @Override
    public void append(Message<?>[] messages, int from, int count) {
      log.append(messages, from, count);
    }

    @Override
    public Page readBack(TopicPattern pattern, long from, int limit) {
      return log.readBack(pattern, from, limit);
    }

    @Override
    public Resumption resume(Position after, long given) {
      return log.resume(after, given);
    }

    @Override
    public void hold(long sequence) {
      log.hold(sequence);
    }

    @Override
    public Size size() {
      return log.size();
    }

    @Override
    public Page read(TopicPattern pattern, long from, long through, int limit) {
      if (broken.get()) {
        throw new IllegalStateException("unreadable");
      }
      return log.read(pattern, from, through, limit);
    }

    @Override
    public long firstReceivedAt(Instant time) {
      return log.firstReceivedAt(time);
    }

    @Override
    public List<Message<?>> lastValues(TopicPattern pattern, int perTopic, long through) {
      return log.lastValues(pattern, perTopic, through);
    }

    @Override
    public void close() {}
  }
}
