package dev.gater.engine.lane;

import dev.gater.DropReason;
import dev.gater.SubscriptionStats;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** The figures of one lane, exact because they are guarded by the lane's lock. */
final class LaneCounts {
  private final Map<DropReason, Long> droppedBy = new EnumMap<>(DropReason.class);
  private long matched;
  private long ofGater;
  private long delivered;
  private long failed;
  private long dropped;
  private long sampledNanos;
  private long samples;

  void matched(boolean isOfGater) {
    matched++;
    if (isOfGater) {
      ofGater++;
    }
  }

  void called(boolean returned) {
    if (returned) {
      delivered++;
    } else {
      failed++;
    }
  }

  void drop(DropReason reason, long count) {
    if (count > 0) {
      droppedBy.merge(reason, count, Long::sum);
      dropped += count;
    }
  }

  void sample(long handlerNanos) {
    sampledNanos += handlerNanos;
    samples++;
  }

  /** Handler calls that have ended. */
  long calls() {
    return delivered + failed;
  }

  /** Messages that matched and whose fate is open. */
  long inFlight() {
    return matched - delivered - failed - dropped;
  }

  /** Messages that matched and that somebody other than Gater published. */
  long matchedOfOthers() {
    return matched - ofGater;
  }

  Duration meanHandlerTime() {
    return Duration.ofNanos(samples == 0 ? 0 : sampledNanos / samples);
  }

  SubscriptionStats stats(boolean catchingUp) {
    return new SubscriptionStats(matched, delivered, failed, droppedBy, inFlight(), catchingUp);
  }
}
