package dev.gater.cli.certify;

import dev.gater.DropReason;
import dev.gater.Publication;
import java.time.Duration;
import java.util.Map;

/**
 * What a probe of one instance measured in one phase.
 *
 * @param due publications that the schedule has
 * @param accepted publications that the instance took
 * @param refusedBy publications that it did not take, by reason
 * @param delivered calls of the probe's handler
 * @param droppedBy messages that the instance says it dropped, by reason
 * @param unordered calls for a message that was not later than all before it
 * @param overlapping calls that began while another was under way
 * @param perSecond deliveries a second
 * @param longestWait the longest that a publication was not yet delivered after it was due, those
 *     included that never were
 */
public record Reading(
    String instance,
    long due,
    long accepted,
    Map<Publication.Reason, Long> refusedBy,
    long delivered,
    Map<DropReason, Long> droppedBy,
    long unordered,
    long overlapping,
    double perSecond,
    Latency latency,
    Duration longestWait) {

  /** All publications not accepted. */
  public long refused() {
    return Counts.sum(refusedBy);
  }

  /** All messages dropped. */
  public long dropped() {
    return Counts.sum(droppedBy);
  }

  /** Publications that came back, accepted or not. */
  public long sent() {
    return accepted + refused();
  }
}
