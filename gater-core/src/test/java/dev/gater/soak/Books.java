package dev.gater.soak;

import dev.gater.InstanceStats;
import dev.gater.Subscription;
import dev.gater.SubscriptionStats;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;

/** Reads figures while all is under way: they must balance each time, and never fall. */
final class Books {
  private final Map<Visitor, SubscriptionStats> before = new HashMap<>();
  private final Map<Hall, InstanceStats> instancesBefore = new HashMap<>();

  void look(Hall hall, RandomGenerator random) {
    look(hall);
    List<Visitor> visitors = hall.visitors();
    for (int i = 0; i < Math.min(64, visitors.size()); i++) {
      look(visitors.get(visitors.size() - 1 - random.nextInt(Math.min(64, visitors.size()))));
    }
  }

  private void look(Visitor visitor) {
    Subscription subscription = visitor.subscription();
    if (subscription == null) {
      return;
    }
    SubscriptionStats now = subscription.stats();
    visitor.unless(
        now.matched() == now.delivered() + now.failed() + now.dropped() + now.inFlight(),
        "does not balance: %s",
        now);
    visitor.unless(now.inFlight() >= 0, "less than nothing in flight: %s", now);
    SubscriptionStats then = before.put(visitor, now);
    if (then != null) {
      boolean rises =
          now.matched() >= then.matched()
              && now.delivered() >= then.delivered()
              && now.failed() >= then.failed()
              && then.droppedBy().entrySet().stream()
                  .allMatch(
                      old -> now.droppedBy().getOrDefault(old.getKey(), 0L) >= old.getValue());
      visitor.unless(rises, "counts fell from %s to %s", then, now);
    }
  }

  private void look(Hall hall) {
    InstanceStats now = hall.instance.stats();
    String name = hall.setting.instance();
    hall.faults.unless(
        now.matched() == now.delivered() + now.failed() + now.dropped() + now.inFlight(),
        "%s does not balance: %s",
        name,
        now);
    InstanceStats then = instancesBefore.put(hall, now);
    if (then != null) {
      boolean rises =
          now.published() >= then.published()
              && now.matched() >= then.matched()
              && now.delivered() >= then.delivered()
              && now.failed() >= then.failed()
              && then.droppedBy().entrySet().stream()
                  .allMatch(
                      old -> now.droppedBy().getOrDefault(old.getKey(), 0L) >= old.getValue());
      hall.faults.unless(rises, "counts of %s fell from %s to %s", name, then, now);
    }
  }

  /** Once all is over an instance's figures are the sums of its subscriptions'. */
  static void close(Hall hall) {
    InstanceStats instance = hall.instance.stats();
    List<SubscriptionStats> all =
        hall.visitors().stream()
            .map(visitor -> Objects.requireNonNull(visitor.subscription()).stats())
            .toList();
    long delivered = all.stream().mapToLong(SubscriptionStats::delivered).sum();
    long failed = all.stream().mapToLong(SubscriptionStats::failed).sum();
    for (Visitor visitor : hall.turnedAway()) {
      delivered += visitor.returned();
      failed += visitor.threw();
    }
    boolean wholly = hall.turnedAway().isEmpty();
    long dropped = all.stream().mapToLong(SubscriptionStats::dropped).sum();
    hall.faults.unless(
        instance.delivered() == delivered
            && instance.failed() == failed
            && (instance.dropped() == dropped || (!wholly && instance.dropped() > dropped)),
        "%s says %s, its subscriptions %d delivered, %d failed, %d dropped",
        hall.setting,
        instance,
        delivered,
        failed,
        dropped);
    hall.faults.unless(
        instance.published() == hall.chronicle.size(),
        "%s says %d were published, but %d were answered so",
        hall.setting,
        instance.published(),
        hall.chronicle.size());
  }
}
