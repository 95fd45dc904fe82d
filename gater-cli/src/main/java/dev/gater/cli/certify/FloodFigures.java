package dev.gater.cli.certify;

import dev.gater.DropReason;
import dev.gater.OverloadPolicy;
import dev.gater.Publication;
import java.time.Duration;
import java.util.Map;

/**
 * What a flood did to its instance, read when the publishers had stopped and the stuck subscriber
 * had not yet been let go.
 *
 * @param seconds for how long its publishers published
 * @param accepted their publications that the instance took
 * @param refusedBy those that it did not take, by reason
 * @param failed calls of handlers that threw
 * @param droppedBy messages not delivered to one of the four subscribers, by reason
 * @param slowCalls calls of the slow subscriber's handler
 * @param stuck whether the subscriber that never returns was in its handler
 * @param heldPublishers publishers that did not come back, not even interrupted
 * @param quick the subscriber that did nothing wrong
 */
public record FloodFigures(
    String instance,
    double seconds,
    long accepted,
    Map<Publication.Reason, Long> refusedBy,
    long failed,
    Map<DropReason, Long> droppedBy,
    long slowCalls,
    boolean stuck,
    int heldPublishers,
    Quick quick) {

  /** All publications not accepted. */
  public long refused() {
    return Counts.sum(refusedBy);
  }

  /** A number of this flood as so many a second. */
  public double perSecond(long number) {
    return number / Math.max(seconds, 1e-6);
  }

  /**
   * What the quick subscriber got.
   *
   * @param policy what may happen to it when it is behind
   * @param handled calls that it counted itself
   * @param matched messages that were for it, as the instance has it; so the others
   * @param inFlight what still waited for it when it had been given time
   * @param ended whether its policy ended it
   * @param longestSilence between two calls, while the publishers published
   */
  public record Quick(
      OverloadPolicy policy,
      long handled,
      long matched,
      long delivered,
      long failed,
      Map<DropReason, Long> droppedBy,
      long inFlight,
      boolean ended,
      Duration longestSilence) {

    /** All messages dropped. */
    public long dropped() {
      return Counts.sum(droppedBy);
    }
  }
}
