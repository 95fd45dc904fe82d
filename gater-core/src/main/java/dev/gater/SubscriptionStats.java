package dev.gater;

import java.util.EnumMap;
import java.util.Map;

/**
 * The exact figures of one subscription at one moment: {@code matched = delivered + failed +
 * dropped + inFlight}.
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
