package dev.gater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gater.AckHandler;
import dev.gater.DataSize;
import dev.gater.Delivery;
import dev.gater.DurableOptions;
import dev.gater.Gater;
import dev.gater.GaterConfig;
import dev.gater.PubSub;
import dev.gater.Retention;
import dev.gater.Start;
import dev.gater.Subscription;
import dev.gater.SubscriptionOptions;
import dev.gater.WhenFull;
import dev.gater.event.DomainEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/**
 * Members that compete for a durable's messages on many threads, come and go, acknowledge, refuse,
 * throw and answer late: each message is acknowledged once or dead, and nobody sees two at a time.
 */
class DurableCompetitionTest {
  private static final int MESSAGES = 800;
  private static final int TOPICS = 12;
  private static final int MOST_DELIVERIES = 4;

  private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
  private final Set<String> wrong = ConcurrentHashMap.newKeySet();

  private static SubscriptionOptions options(boolean keyed) {
    return SubscriptionOptions.of("t:*")
        .from(Start.beginning())
        .durable(
            "workers",
            DurableOptions.defaults()
                .keyed(keyed)
                .maxInFlight(16)
                .maxDeliveries(MOST_DELIVERIES)
                .backOff(Duration.ZERO, Duration.ZERO));
  }

  /** A member that does as chance will have it. */
  private final class Worker implements AckHandler<DomainEvent> {
    private final Random random;
    private final boolean keyed;
    private final Map<String, Long> lastOfTopic = new HashMap<>();
    private final ExecutorService late;
    private long last;

    Worker(long seed, boolean keyed, ExecutorService late) {
      this.random = new Random(seed);
      this.keyed = keyed;
      this.late = late;
    }

    @Override
    public synchronized void handle(Delivery<DomainEvent> delivery) {
      long sequence = delivery.message().sequence();
      if (delivery.attempt() > MOST_DELIVERIES) {
        wrong.add(delivery + " is one too many");
      }
      if (acknowledged.contains(sequence)) {
        wrong.add(delivery + " was acknowledged before");
      }
      if (delivery.attempt() == 1) {
        long before = keyed ? lastOfTopic.getOrDefault(delivery.message().topic(), 0L) : last;
        if (before >= sequence) {
          wrong.add(delivery + " came after #" + before);
        }
        last = sequence;
        lastOfTopic.put(delivery.message().topic(), sequence);
      }
      switch (random.nextInt(10)) {
        case 0 -> throw new IllegalStateException("thrown by a test");
        case 1 -> nack(delivery);
        case 2, 3, 4 -> late.execute(() -> ack(delivery));
        default -> ack(delivery);
      }
    }

    private void ack(Delivery<DomainEvent> delivery) {
      acknowledge(delivery);
    }

    private void nack(Delivery<DomainEvent> delivery) {
      boolean _ = delivery.nack();
    }
  }

  private void acknowledge(Delivery<DomainEvent> delivery) {
    // Before it is: nobody may see it again from then on, and it may be only just not stale.
    if (delivery.ack() && !acknowledged.add(delivery.message().sequence())) {
      wrong.add(delivery + " was acknowledged twice");
    }
  }

  @Property(tries = 30, shrinking = ShrinkingMode.OFF)
  void eachMessageIsAcknowledgedOnceOrDead(
      @ForAll long seed,
      @ForAll boolean keyed,
      @ForAll @IntRange(min = 1, max = 4) int owners,
      @ForAll @IntRange(min = 1, max = 3) int publishers) {
    acknowledged.clear();
    wrong.clear();
    GaterConfig config =
        GaterConfig.defaults()
            .instance(
                "events",
                policy ->
                    policy
                        .whenFull(WhenFull.waitFor(Duration.ofSeconds(Waits.LONGEST_SECONDS)))
                        .keep(Retention.forever())
                        .memory(DataSize.mib(64)));
    try (ExecutorService executor = Executors.newCachedThreadPool();
        Gater gater = Gater.open(config)) {
      PubSub<DomainEvent> events = gater.events();
      Subscription stays = events.subscribe(options(keyed), new Worker(seed, keyed, executor));
      List<Future<Boolean>> tasks = new ArrayList<>();
      for (int i = 0; i < owners; i++) {
        tasks.add(executor.submit(owner(events, new Random(seed + i), keyed, executor)));
      }
      for (int i = 0; i < publishers; i++) {
        tasks.add(executor.submit(publisher(events, i)));
      }
      tasks.forEach(Waits::result);

      var durable = events.durable("workers").orElseThrow();
      long all = (long) publishers * MESSAGES;
      Waits.until("all settled", () -> durable.stats().cursor().sequence() == all);

      assertThat(wrong).isEmpty();
      var dead = durable.dead(0, (int) all);
      assertThat(dead).extracting(d -> d.message().sequence()).doesNotHaveDuplicates();
      Waits.until("late answers", () -> acknowledged.size() + dead.size() >= all);
      assertThat(acknowledged.size() + dead.size()).isEqualTo((int) all);
      assertThat(durable.stats().acknowledged()).isEqualTo(acknowledged.size());
      assertThat(stays.stats().inFlight()).isZero();
      var sum = events.stats();
      assertThat(sum.matched()).isEqualTo(sum.delivered() + sum.failed() + sum.dropped());
      assertThat(sum.delivered()).isEqualTo(acknowledged.size());
    }
  }

  private static Callable<Boolean> publisher(PubSub<DomainEvent> events, int number) {
    return () -> {
      for (int i = 0; i < MESSAGES; i++) {
        Numbers.publish(events, "t:" + (i + number) % TOPICS, i, i);
      }
      return true;
    };
  }

  private Callable<Boolean> owner(
      PubSub<DomainEvent> events, Random random, boolean keyed, ExecutorService executor) {
    return () -> {
      for (int i = 0; i < 15; i++) {
        Worker worker = new Worker(random.nextLong(), keyed, executor);
        try (var _ = events.subscribe(options(keyed), worker)) {
          for (int n = random.nextInt(200); n > 0; n--) {
            Thread.yield();
          }
        }
      }
      return true;
    };
  }
}
