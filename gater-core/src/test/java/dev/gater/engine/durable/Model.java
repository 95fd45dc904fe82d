package dev.gater.engine.durable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gater.AckHandler;
import dev.gater.DataSize;
import dev.gater.Delivery;
import dev.gater.Durable;
import dev.gater.DurableOptions;
import dev.gater.Policy;
import dev.gater.Position;
import dev.gater.Retention;
import dev.gater.Start;
import dev.gater.SubscriptionOptions;
import dev.gater.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a durable is to do, in plain collections, beside one that does it: each delivery is checked
 * as it is made, each answer as it is given.
 */
final class Model {
  static final int MOST_DELIVERIES = 3;
  static final int IN_FLIGHT = 4;
  static final Duration ACK_TIMEOUT = Duration.ofSeconds(1);
  private static final String NAME = "orders";

  private final Rig rig =
      new Rig(Policy.of("events").keep(Retention.forever()).memory(DataSize.mib(16)));
  private final SubscriptionOptions options;
  private final boolean keyed;
  private final List<Seat> seats = new ArrayList<>();

  private final Map<Long, String> topics = new TreeMap<>();
  private final Map<Long, Integer> attempts = new HashMap<>();
  private final Map<Long, Integer> allowed = new HashMap<>();
  private final Set<Long> settled = new TreeSet<>();
  private final Set<Long> dead = new TreeSet<>();
  private final Map<Long, Integer> lettersAttempts = new HashMap<>();
  private final Set<Long> retried = new HashSet<>();
  private final TreeMap<Long, Handed> inHand = new TreeMap<>();
  private final List<Delivery<?>> stale = new ArrayList<>();
  private boolean paused;

  /** A delivery under way. */
  private record Handed(Delivery<?> delivery, Seat to, Instant deadline) {}

  /** A member, and what it saw first. */
  private static final class Seat {
    Member member;
    long lastFirst;
    final Map<String, Long> lastFirstOfTopic = new HashMap<>();
  }

  Model(boolean keyed) {
    this.keyed = keyed;
    this.options =
        SubscriptionOptions.of("t:*")
            .from(Start.beginning())
            .durable(
                NAME,
                DurableOptions.defaults()
                    .maxInFlight(IN_FLIGHT)
                    .ackTimeout(ACK_TIMEOUT)
                    .maxDeliveries(MOST_DELIVERIES)
                    .backOff(Duration.ofMillis(100), Duration.ofMillis(300))
                    .keyed(keyed)
                    .stalledAfter(Duration.ofDays(1)));
    join();
  }

  void publish(String topic) {
    long sequence = rig.publish(topic);
    if (topic.startsWith("t:")) {
      topics.put(sequence, topic);
    }
    rig.runAll();
  }

  void join() {
    Seat seat = new Seat();
    seats.add(seat);
    seat.member = rig.join(options, AckHandler.<Event>of(delivery -> delivered(seat, delivery)));
  }

  private void delivered(Seat seat, Delivery<?> delivery) {
    long sequence = delivery.message().sequence();
    assertThat(topics).as("only what matches").containsKey(sequence);
    assertThat(settled).as("nothing settled is delivered").doesNotContain(sequence);
    assertThat(inHand).as("one attempt at a time").doesNotContainKey(sequence);
    assertThat(paused).as("nothing while it is paused").isFalse();
    int attempt = attempts.merge(sequence, 1, Integer::sum);
    assertThat(delivery.attempt()).as("attempts of #" + sequence).isEqualTo(attempt);
    assertThat(attempt).isLessThanOrEqualTo(allowed.getOrDefault(sequence, MOST_DELIVERIES));
    if (attempt == 1) {
      first(seat, sequence);
    }
    inHand.put(sequence, new Handed(delivery, seat, rig.now().plus(ACK_TIMEOUT)));
    long tried = topics.keySet().stream().filter(this::isTried).count();
    assertThat(tried).as("in flight").isLessThanOrEqualTo(IN_FLIGHT);
  }

  private boolean isTried(long sequence) {
    return attempts.getOrDefault(sequence, 0) > 0
        && !settled.contains(sequence)
        && !retried.contains(sequence);
  }

  private void first(Seat seat, long sequence) {
    String topic = topics.get(sequence);
    if (keyed) {
      assertThat(seat.lastFirstOfTopic.getOrDefault(topic, 0L)).isLessThan(sequence);
      inHand.values().stream()
          .filter(other -> other.to != seat && other.delivery.message().topic().equals(topic))
          .forEach(other -> {
            throw new AssertionError("two members have messages of " + topic);
          });
    } else {
      assertThat(seat.lastFirst).as("order of first attempts").isLessThan(sequence);
    }
    seat.lastFirst = sequence;
    seat.lastFirstOfTopic.put(topic, sequence);
  }

  void leave(int index) {
    if (seats.isEmpty()) {
      return;
    }
    Seat seat = seats.remove(index % seats.size());
    seat.member.close();
    endAttempts(seat);
    rig.runAll();
  }

  private void endAttempts(Seat seat) {
    List.copyOf(inHand.entrySet())
        .forEach(entry -> {
          if (entry.getValue().to == seat) {
            over(entry.getKey());
          }
        });
  }

  /** An attempt has ended without success. */
  private void over(long sequence) {
    stale.add(inHand.remove(sequence).delivery);
    if (attempts.get(sequence) >= allowed.getOrDefault(sequence, MOST_DELIVERIES)) {
      dies(sequence);
    }
  }

  private void dies(long sequence) {
    settled.add(sequence);
    dead.add(sequence);
    retried.remove(sequence);
    lettersAttempts.put(sequence, attempts.get(sequence));
  }

  private Handed pick(int index) {
    List<Handed> all = List.copyOf(inHand.values());
    return all.isEmpty() ? null : all.get(index % all.size());
  }

  void ack(int index) {
    Handed handed = pick(index);
    if (handed != null) {
      acked(handed.delivery.message().sequence());
      assertThat(handed.delivery.ack()).isTrue();
      assertThat(handed.delivery.ack()).as("a second time").isFalse();
      rig.runAll();
    }
  }

  private void acked(long sequence) {
    Handed handed = inHand.remove(sequence);
    if (handed != null) {
      stale.add(handed.delivery);
    }
    settled.add(sequence);
    retried.remove(sequence);
  }

  void ackThrough(int index) {
    Handed handed = pick(index);
    if (handed == null) {
      return;
    }
    long last = handed.delivery.message().sequence();
    for (long sequence : topics.keySet()) {
      if (sequence < last && isTried(sequence)) {
        acked(sequence);
      }
    }
    acked(last);
    assertThat(durable().ackThrough(handed.delivery.position(), handed.delivery.attempt()))
        .isTrue();
    rig.runAll();
  }

  void nack(int index, int delayMillis) {
    Handed handed = pick(index);
    if (handed != null) {
      over(handed.delivery.message().sequence());
      Duration delay = Duration.ofMillis(delayMillis);
      boolean taken = delayMillis % 2 == 0 ? handed.delivery.nack() : handed.delivery.nack(delay);
      assertThat(taken).isTrue();
      rig.runAll();
    }
  }

  void reject(int index) {
    Handed handed = pick(index);
    if (handed != null) {
      long sequence = handed.delivery.message().sequence();
      stale.add(inHand.remove(sequence).delivery);
      dies(sequence);
      assertThat(handed.delivery.reject("a test says so")).isTrue();
      rig.runAll();
    }
  }

  void answerStale(int index) {
    if (!stale.isEmpty()) {
      Delivery<?> old = stale.get(index % stale.size());
      assertThat(old.ack()).isFalse();
      assertThat(old.nack()).isFalse();
      assertThat(old.ackThrough()).isFalse();
      assertThat(old.reject("no")).isFalse();
    }
  }

  void advance(int millis) {
    Instant then = rig.now().plusMillis(millis);
    List.copyOf(inHand.entrySet())
        .forEach(entry -> {
          if (!entry.getValue().deadline.isAfter(then)) {
            over(entry.getKey());
          }
        });
    rig.advance(Duration.ofMillis(millis));
  }

  void restart() {
    seats.forEach(seat -> {
      seat.member.close();
      endAttempts(seat);
    });
    int members = Math.max(1, seats.size());
    seats.clear();
    rig.runAll();
    rig.restart();
    for (int i = 0; i < members; i++) {
      join();
    }
  }

  void pause(boolean on) {
    paused = on;
    if (on) {
      durable().pause();
    } else {
      durable().resume();
    }
    rig.runAll();
  }

  void move(int to) {
    long through = to % (rig.log.last() + 1);
    inHand.values().forEach(handed -> stale.add(handed.delivery));
    inHand.clear();
    dead.addAll(retried);
    retried.clear();
    for (long sequence : topics.keySet()) {
      settled.add(sequence);
      if (sequence > through) {
        settled.remove(sequence);
        attempts.remove(sequence);
        allowed.remove(sequence);
      }
    }
    seats.forEach(seat -> {
      seat.lastFirst = 0;
      seat.lastFirstOfTopic.clear();
    });
    durable().move(through == 0 ? Start.beginning() : Start.after(new Position("e1", through)));
    rig.runAll();
  }

  void retry(int index) {
    List<Long> letters = dead.stream().filter(settled::contains).toList();
    dead.stream()
        .filter(sequence -> !settled.contains(sequence))
        .forEach(sequence ->
            assertThat(durable().retry(new Position("e1", sequence))).as("comes again").isFalse());
    if (letters.isEmpty()) {
      return;
    }
    long sequence = letters.get(index % letters.size());
    dead.remove(sequence);
    settled.remove(sequence);
    retried.add(sequence);
    int before = lettersAttempts.get(sequence);
    attempts.put(sequence, before);
    allowed.put(sequence, before + MOST_DELIVERIES);
    assertThat(durable().retry(new Position("e1", sequence))).isTrue();
    assertThat(durable().retry(new Position("e1", sequence))).as("again").isFalse();
    rig.runAll();
  }

  void discard(int index) {
    List<Long> letters = List.copyOf(dead);
    if (!letters.isEmpty()) {
      long sequence = letters.get(index % letters.size());
      dead.remove(sequence);
      assertThat(durable().discard(new Position("e1", sequence))).isTrue();
    }
  }

  private Durable durable() {
    return rig.durables.all().getFirst();
  }

  /** What holds whenever nothing is under way. */
  void check() {
    var stats = durable().stats();
    assertThat(rig.faults).isEmpty();
    assertThat(durable().dead(0, 1_000))
        .extracting(letter -> letter.message().sequence())
        .containsExactlyElementsOf(dead);
    assertThat(stats.dead()).as("dead").isEqualTo(dead.size());
    assertThat(stats.retried()).as("retried").isEqualTo(retried.size());
    assertThat(stats.inFlight()).as("in flight").isEqualTo(inHand.size());
    assertThat(stats.lag()).as("lag").isEqualTo(topics.size() - countSettled());
    assertThat(stats.cursor().sequence()).isLessThan(firstUnsettled());
    for (Seat seat : seats) {
      var figures = seat.member.stats();
      assertThat(figures.matched())
          .isEqualTo(
              figures.delivered() + figures.failed() + figures.dropped() + figures.inFlight());
    }
  }

  private long countSettled() {
    return topics.keySet().stream().filter(settled::contains).count();
  }

  private long firstUnsettled() {
    return topics.keySet().stream()
        .filter(sequence -> !settled.contains(sequence) && !retried.contains(sequence))
        .findFirst()
        .orElse(Long.MAX_VALUE);
  }

  /** Acknowledges all there is, and finds that nothing is missing. */
  void finish() {
    pause(false);
    if (seats.isEmpty()) {
      join();
    }
    for (int i = 0; i < 1_000 && countSettled() < topics.size(); i++) {
      if (inHand.isEmpty()) {
        advance(100);
      } else {
        ack(0);
      }
    }
    assertThat(settled).as("nothing is lost").containsAll(topics.keySet());
    check();
    assertThat(durable().stats().cursor().sequence()).isEqualTo(rig.log.last());
  }
}
