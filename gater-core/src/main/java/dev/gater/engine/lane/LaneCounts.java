package dev.gater.engine.lane;

import dev.gater.DropReason;
import dev.gater.SubscriptionStats;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * What has become of one lane's messages, exact because it is guarded by the lane's lock. What
 * matched is not counted but is the sum of these and of what still waits: the dispatcher, which
 * offers, would have to write to memory that the calling thread writes to, and each would wait for
 * the other's cache.
 */
final class LaneCounts {
  private final Map<DropReason, Long> droppedBy = new EnumMap<>(DropReason.class);
  private long delivered;
  private long failed;
  private long dropped;
  private long ofGater;
  private long sampledNanos;
  private long samples;

  /** A message in which Gater speaks of itself has matched. */
  void matchedOfGater() {
    ofGater++;
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

  private long matched(long inFlight) {
    return delivered + failed + dropped + inFlight;
  }

  /** Messages that matched and that somebody other than Gater published. */
  long matchedOfOthers(long inFlight) {
    return matched(inFlight) - ofGater;
  }

  Duration meanHandlerTime() {
    return Duration.ofNanos(samples == 0 ? 0 : sampledNanos / samples);
  }

  SubscriptionStats stats(long inFlight, boolean catchingUp) {
    return new SubscriptionStats(
        matched(inFlight), delivered, failed, droppedBy, inFlight, catchingUp);
  }
}
