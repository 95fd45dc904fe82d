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
 * the other's cache. What was delivered in line is counted by the lane itself, without its lock.
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

  /** Calls of the handler, by a lane's thread, that have ended, and calls in line that failed. */
  long calls() {
    return delivered + failed;
  }

  private long matched(long inline, long inFlight) {
    return inline + delivered + failed + dropped + inFlight;
  }

  /** Messages that matched and that somebody other than Gater published. */
  long matchedOfOthers(long inline, long inFlight) {
    return matched(inline, inFlight) - ofGater;
  }

  Duration meanHandlerTime() {
    return Duration.ofNanos(samples == 0 ? 0 : sampledNanos / samples);
  }

  SubscriptionStats stats(long inline, long inFlight, boolean catchingUp) {
    return new SubscriptionStats(
        matched(inline, inFlight), inline + delivered, failed, droppedBy, inFlight, catchingUp);
  }
}
