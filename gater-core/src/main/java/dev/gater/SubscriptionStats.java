package dev.gater;

import java.util.EnumMap;
import java.util.Map;

/**
 * The exact figures of one subscription at one moment: {@code matched = delivered + failed +
 * dropped + inFlight}.
 *
 * <p>For a member of a durable each attempt counts as a message: a message that is delivered a
 * second time has matched twice. An attempt is delivered when it is acknowledged, failed when it is
 * refused (by {@code nack}, by what the handler threw, by the time that was up), dropped when the
 * member ended before that ({@link DropReason#RETURNED}), and in flight until then. What the
 * durable has yet to give out is the durable's lag ({@link DurableStats#lag()}), not a member's.
 *
 * @param matched messages that were for it
 * @param delivered handler calls that returned
 * @param failed handler calls that threw
 * @param droppedBy messages not delivered, by reason; reasons without any are left out
 * @param inFlight messages that wait for it or are in its handler: its lag
 * @param catchingUp whether it reads from the history at present
 */
public record SubscriptionStats(
    long matched,
    long delivered,
    long failed,
    Map<DropReason, Long> droppedBy,
    long inFlight,
    boolean catchingUp) {

  /** Copies the map. */
  public SubscriptionStats {
    droppedBy = droppedBy.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(droppedBy));
  }

  /** All messages not delivered. */
  public long dropped() {
    return droppedBy.values().stream().mapToLong(Long::longValue).sum();
  }
}
