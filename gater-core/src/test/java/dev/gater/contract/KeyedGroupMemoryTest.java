package dev.gater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gater.DataSize;
import dev.gater.Gater;
import dev.gater.OverloadPolicy;
import dev.gater.Policy;
import dev.gater.PubSub;
import dev.gater.Retention;
import dev.gater.Routing;
import dev.gater.WhenFull;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A keyed group remembers which member a topic belongs to, in bounded memory. */
class KeyedGroupMemoryTest {
  private static final int TOPICS = 1_000_000;
  private static final long BOUND = DataSize.mib(40).bytes();

  @RegisterExtension final Nodes nodes = new Nodes();

  /** Publishers wait for room; subscribers that fall behind lose, for that costs no memory. */
  private static Policy patient(Policy policy) {
    return policy
        .slowSubscriber(OverloadPolicy.DROP_OLDEST)
        .whenFull(WhenFull.waitFor(Duration.ofSeconds(Waits.LONGEST_SECONDS)));
  }

  @Test
  void aMillionTopicsOfAKeyedGroupLeaveNothingBehind() {
    Gater gater =
        nodes.open(
            "events", policy -> patient(policy).keep(Retention.nothing()).routing(Routing.KEYED));
    PubSub<?> instance = gater.events();
    instance.subscribe("*", message -> {});
    instance.subscribe("order:+", message -> {});
    long before = usedHeap();

    for (int i = 0; i < TOPICS; i++) {
      instance.publish("order:" + i, "placed", null);
    }
    Waits.until("all handled", () -> instance.stats().inFlight() + instance.stats().waiting() == 0);

    assertThat(usedHeap() - before).isLessThan(BOUND);
    assertThat(instance.stats().published()).isEqualTo(TOPICS);
    assertThat(instance.stats().matched()).isEqualTo(TOPICS);
  }

  /** What is left when all that can go has gone: the least of a few collections. */
  private static long usedHeap() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }
}
