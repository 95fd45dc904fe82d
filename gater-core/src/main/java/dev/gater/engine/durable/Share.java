package dev.gater.engine.durable;

import dev.gater.DropReason;
import dev.gater.SubscriptionStats;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One member's part of a durable: what it was given, what became of it, and where topics are bound
 * to members, what waits for it alone. Guarded by the durable's lock.
 */
final class Share {
  /** Messages bound to it that were given out before, and those that were not. */
  final TreeMap<Long, Entry> again = new TreeMap<>();

  final TreeMap<Long, Entry> first = new TreeMap<>();

  /** Slots of topics bound to it. */
  int slots;

  /** Attempts under way with it. */
  int given;

  private final Map<DropReason, Long> droppedBy = new EnumMap<>(DropReason.class);
  private final @Nullable Share sum;
  private long delivered;
  private long failed;
  private long dropped;

  /**
   * One that counts alone, or into a sum as well.
   *
   * @param sum where what becomes of this one's attempts is counted too
   */
  Share(@Nullable Share sum) {
    this.sum = sum;
  }

  void gave() {
    given++;
    if (sum != null) {
      sum.gave();
    }
  }

  void delivered() {
    given--;
    delivered++;
    if (sum != null) {
      sum.delivered();
    }
  }

  void failed() {
    given--;
    failed++;
    if (sum != null) {
      sum.failed();
    }
  }

  void dropped(DropReason reason) {
    given--;
    dropped++;
    droppedBy.merge(reason, 1L, Long::sum);
    if (sum != null) {
      sum.dropped(reason);
    }
  }

  /** Attempts that were acknowledged. */
  long acknowledged() {
    return delivered;
  }

  SubscriptionStats stats(boolean catchingUp) {
    return new SubscriptionStats(
        delivered + failed + dropped + given, delivered, failed, droppedBy, given, catchingUp);
  }
}
