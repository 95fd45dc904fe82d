package dev.gater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gater.DataSize;
import dev.gater.Gater;
import dev.gater.OverloadPolicy;
import dev.gater.Policy;
import dev.gater.Retention;
import dev.gater.Start;
import dev.gater.SubscriptionOptions;
import dev.gater.WhenFull;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** However many topics there are, what an instance keeps of them is bounded. */
class TopicMemoryTest {
  private static final int MANY = 1_000_000;

  /** Enough where each message weighs something. */
  private static final int SOME = 200_000;

  private static final String HEAVY = "x".repeat(400);
  private static final long MOST_GROWTH = DataSize.mib(40).bytes();

  @RegisterExtension final Nodes nodes = new Nodes();

  @Test
  void aMillionTopicsLeaveNothingBehindWhereNothingIsKept() {
    assertBounded(MANY, "", policy -> policy.keep(Retention.nothing()).lastValue(false));
  }

  @Test
  void manyTopicsLeaveNoMoreThanTheMemoryAllowed() {
    assertBounded(SOME, HEAVY, policy -> policy.keep(Retention.forever()).memory(DataSize.mib(1)));
  }

  @Test
  void manyTopicsLeaveNoMoreLastValuesThanAllowed() {
    Gater gater =
        assertBounded(
            SOME, HEAVY, policy -> policy.keep(Retention.nothing()).lastValue(true).topics(1_000));

    var last = Recorder.on(gater.events(), SubscriptionOptions.of("*").from(Start.last()));
    gater.drain();
    assertThat(last.count()).isEqualTo(1_000);
    assertThat(last.topics()).contains("topic:" + SOME).doesNotContain("topic:1");
  }

  private Gater assertBounded(int topics, String data, UnaryOperator<Policy> change) {
    Gater gater =
        nodes.open(
            "events",
            policy ->
                change.apply(
                    policy
                        .slowSubscriber(OverloadPolicy.DROP_OLDEST)
                        .whenFull(WhenFull.waitFor(Duration.ofSeconds(Waits.LONGEST_SECONDS)))));
    AtomicLong calls = new AtomicLong();
    var all = gater.events().subscribe("*", message -> calls.incrementAndGet());
    gater.events().subscribe("topic:+", message -> calls.incrementAndGet());
    gater.events().subscribe("topic:50000", message -> calls.incrementAndGet());
    long before = used();

    for (int i = 1; i <= topics; i++) {
      gater.events().publish("topic:" + i, "said", data + i);
    }
    Waits.untilIdle(all, topics);

    assertThat(gater.events().stats().published()).isEqualTo(topics);
    assertThat(calls.get()).isPositive();
    Waits.until("less than 40 MiB more", () -> used() - before < MOST_GROWTH);
    return gater;
  }

  private static long used() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
