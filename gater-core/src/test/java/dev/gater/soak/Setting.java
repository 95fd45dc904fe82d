package dev.gater.soak;

import dev.gater.DataSize;
import dev.gater.OverloadPolicy;
import dev.gater.Policy;
import dev.gater.Priority;
import dev.gater.Retention;
import dev.gater.Routing;
import dev.gater.WhenFull;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How one instance is set up, drawn from a seed.
 *
 * @param keeps how many messages it keeps; all if it is the largest
 */
record Setting(
    String instance,
    Routing routing,
    OverloadPolicy overload,
    int ring,
    int queue,
    long keeps,
    boolean lastValue,
    Duration budget,
    WhenFull whenFull,
    Priority priority) {

  static Setting draw(String instance, RandomGenerator random) {
    return new Setting(
        instance,
        pick(random, List.of(Routing.BROADCAST, Routing.BROADCAST, Routing.COMPETE, Routing.KEYED)),
        pick(random, List.of(OverloadPolicy.values())),
        pick(random, List.of(1, 2, 8, 64, 1024, 8192)),
        pick(random, List.of(1, 4, 32, 256, 1024)),
        pick(random, List.of(0L, 300L, 5000L, Long.MAX_VALUE, Long.MAX_VALUE)),
        random.nextBoolean(),
        Duration.ofNanos(pick(random, List.of(20_000L, 20_000L, 100_000L, 1_000_000L))),
        random.nextInt(3) == 0
            ? WhenFull.refuse()
            : WhenFull.waitFor(Duration.ofMillis(pick(random, List.of(1L, 20L, 1000L)))),
        pick(random, List.of(Priority.values())));
  }

  static <T> T pick(RandomGenerator random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  boolean keepsAll() {
    return keeps == Long.MAX_VALUE;
  }

  Policy policy(Policy base) {
    return base.routing(routing)
        .slowSubscriber(overload)
        .ring(ring)
        .queue(queue)
        .keep(keepsAll() ? Retention.forever() : Retention.forever().count(keeps))
        .memory(DataSize.gib(1))
        .lastValue(lastValue)
        .handlerBudget(budget)
        .whenFull(whenFull)
        .onDemand(false)
        .priority(priority);
  }
}
