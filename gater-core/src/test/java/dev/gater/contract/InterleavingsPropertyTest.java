package dev.gater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gater.DataSize;
import dev.gater.Gater;
import dev.gater.GaterConfig;
import dev.gater.Message;
import dev.gater.OverloadPolicy;
import dev.gater.PubSub;
import dev.gater.Publication;
import dev.gater.Retention;
import dev.gater.SubscriptionOptions;
import dev.gater.SubscriptionStats;
import dev.gater.WhenFull;
import dev.gater.event.DomainEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/**
 * Several threads publish, subscribe and close in whatever order they come to. What holds must hold
 * for each such run; a failure is reported with its seed, though threads never meet twice alike.
 */
class InterleavingsPropertyTest {
  private static final int STEPS = 250;

  /** What one owner saw with one subscription that it closed again. */
  private record Stay(Recorder<DomainEvent> recorder, String pattern) {}

  private static Gater open(int ring, int queue, OverloadPolicy overload) {
    return Gater.open(
        GaterConfig.defaults()
            .instance(
                "events",
                policy ->
                    policy
                        .ring(ring)
                        .queue(queue)
                        .slowSubscriber(overload)
                        .whenFull(WhenFull.waitFor(Duration.ofSeconds(Waits.LONGEST_SECONDS)))
                        .keep(Retention.forever())
                        .memory(DataSize.mib(64))));
  }

  @Property(tries = 15, shrinking = ShrinkingMode.OFF)
  void whoStaysGetsEverythingAndWhoPassesAGaplessStretch(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 8) int ring,
      @ForAll @IntRange(min = 1, max = 8) int queue,
      @ForAll @IntRange(min = 2, max = 4) int threads) {
    try (Gater gater = open(ring, queue, OverloadPolicy.CATCH_UP);
        ExecutorService executor = Executors.newCachedThreadPool()) {
      PubSub<DomainEvent> events = gater.events();
      var all = Recorder.on(events, "*");
      var slow = Recorder.on(events, SubscriptionOptions.of("*"), message -> Thread.yield());
      var one = Recorder.on(events, "publisher:0");
      List<Future<Integer>> publishers = new ArrayList<>();
      List<Future<List<Stay>>> owners = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        publishers.add(executor.submit(publisher(events, t)));
        owners.add(executor.submit(owner(events, new Random(seed + t), threads)));
      }

      int published = publishers.stream().mapToInt(Waits::result).sum();
      List<Stay> stays = new ArrayList<>();
      owners.forEach(owner -> stays.addAll(Waits.result(owner)));
      gater.drain(Duration.ofSeconds(2L * Waits.LONGEST_SECONDS));

      long accepted = events.stats().published();
      assertThat(published).isEqualTo(threads * STEPS);
      assertThat(accepted).isGreaterThanOrEqualTo(published);
      for (Recorder<DomainEvent> staying : List.of(all, slow)) {
        assertThat(staying.told()).isEqualTo(List.copyOf(Numbers.sequences(1, accepted)));
        for (int t = 0; t < threads; t++) {
          assertThat(of(staying, "publisher:" + t)).isEqualTo(Numbers.data(1, STEPS));
        }
      }
      assertThat(one.data()).isEqualTo(Numbers.data(1, STEPS));
      stays.forEach(stay -> assertGapless(stay, all));
    }
  }

  @Property(tries = 10, shrinking = ShrinkingMode.OFF)
  void whatALossyPolicyLeavesIsInOrderAndTheRestIsCounted(
      @ForAll OverloadPolicy overload,
      @ForAll @IntRange(min = 1, max = 8) int ring,
      @ForAll @IntRange(min = 1, max = 8) int queue) {
    try (Gater gater = open(ring, queue, overload);
        ExecutorService executor = Executors.newCachedThreadPool()) {
      PubSub<DomainEvent> events = gater.events();
      var seen = Recorder.on(events, SubscriptionOptions.of("*"), message -> Thread.yield());
      List<Future<Integer>> publishers = new ArrayList<>();
      for (int t = 0; t < 3; t++) {
        publishers.add(executor.submit(publisher(events, t)));
      }

      publishers.forEach(Waits::result);
      gater.drain(Duration.ofSeconds(2L * Waits.LONGEST_SECONDS));

      SubscriptionStats stats = seen.subscription().stats();
      assertThat(seen.sequences()).doesNotHaveDuplicates().isSorted();
      assertThat(seen.gaps()).isEmpty();
      assertThat(stats.delivered()).isEqualTo(seen.count());
      assertThat(stats.inFlight()).isZero();
      if (overload != OverloadPolicy.DISCONNECT) {
        assertThat(stats.delivered() + stats.dropped()).isEqualTo(3L * STEPS);
      }
    }
  }

  private static Callable<Integer> publisher(PubSub<DomainEvent> events, int number) {
    return () -> {
      Numbers.publish(events, "publisher:" + number, 1, STEPS);
      return STEPS;
    };
  }

  /** Comes and goes, and publishes in between. */
  private static Callable<List<Stay>> owner(
      PubSub<DomainEvent> events, Random random, int publishers) {
    return () -> {
      List<Stay> stays = new ArrayList<>();
      List<Stay> open = new ArrayList<>();
      for (int step = 0; step < STEPS / 2; step++) {
        switch (random.nextInt(4)) {
          case 0 -> {
            String pattern = random.nextBoolean() ? "*" : "publisher:" + random.nextInt(publishers);
            open.add(new Stay(Recorder.on(events, pattern), pattern));
          }
          case 1 -> {
            if (!open.isEmpty()) {
              Stay stay = open.remove(random.nextInt(open.size()));
              stay.recorder.subscription().close();
              stays.add(stay);
            }
          }
          case 2 -> {
            Publication publication = events.publish("owner", "said", step);
            assertThat(publication.accepted()).as(publication.detail()).isTrue();
          }
          default -> Thread.yield();
        }
      }
      stays.addAll(open);
      return stays;
    };
  }

  private static List<Object> of(Recorder<DomainEvent> recorder, String topic) {
    List<Object> data = new ArrayList<>();
    for (Message<DomainEvent> message : recorder.messages()) {
      if (message.topic().equals(topic)) {
        data.add(String.valueOf(message.data()).transform(Integer::valueOf));
      }
    }
    return data;
  }

  /** All that matched between its first and its last message, and nothing else. */
  private static void assertGapless(Stay stay, Recorder<DomainEvent> all) {
    List<Long> seen = stay.recorder.sequences();
    assertThat(stay.recorder.gaps()).isEmpty();
    if (!seen.isEmpty()) {
      assertThat(seen)
          .isEqualTo(
              all.messages().stream()
                  .filter(
                      message -> stay.pattern.equals("*") || stay.pattern.equals(message.topic()))
                  .map(Message::sequence)
                  .filter(number -> number >= seen.getFirst() && number <= seen.getLast())
                  .toList());
    }
  }
}
