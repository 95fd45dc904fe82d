package dev.gater;

import java.util.EnumMap;
import java.util.Map;

/**
 * The figures of one instance since it was opened, exact at one moment for each subscription:
 * {@code matched = delivered + failed + dropped + inFlight}. Subscriptions that ended are included.
 *
 * @param published publications accepted
 * @param rejectedBy publications not accepted, by reason; reasons without any are left out
 * @param matched accepted publications times the subscriptions they were for
 * @param delivered handler calls that returned
 * @param failed handler calls that threw
 * @param droppedBy messages not delivered, by reason; reasons without any are left out
 * @param inFlight messages that wait for a subscription or are in a handler: the lag
 * @param waiting publications accepted and not yet routed
 * @param subscriptions subscriptions at present
 * @param deliveryTimes from acceptance to the handler's return
 * @param handlerTimes handler calls
 * @param lanes where its handlers are called
 */
public record InstanceStats(
    long published,
    Map<Publication.Reason, Long> rejectedBy,
    long matched,
    long delivered,
    long failed,
    Map<DropReason, Long> droppedBy,
    long inFlight,
    int waiting,
    int subscriptions,
    Timings deliveryTimes,
    Timings handlerTimes,
    Lanes lanes) {

  /**
   * Where an instance's handlers are called.
   *
   * @param own subscriptions with a lane of their own at present: a slow handler's, or one that
   *     reads from the history; all others are called in line, by the dispatcher
   * @param stuck threads that are in a handler call past its budget
   * @param sharing lanes that wait for a thread because as many handlers are stuck as are given
   *     threads
   * @param handOffs handler calls that exceeded the budget, so that the instance went on without
   */
  public record Lanes(int own, int stuck, int sharing, long handOffs) {
    /** All in line, and never otherwise. */
    public static final Lanes IN_LINE = new Lanes(0, 0, 0, 0);
  }

  /** One whose handlers were always called in line. */
  public InstanceStats(
      long published,
      Map<Publication.Reason, Long> rejectedBy,
      long matched,
      long delivered,
      long failed,
      Map<DropReason, Long> droppedBy,
      long inFlight,
      int waiting,
      int subscriptions,
      Timings deliveryTimes,
      Timings handlerTimes) {
    this(
        published,
        rejectedBy,
        matched,
        delivered,
        failed,
        droppedBy,
        inFlight,
        waiting,
        subscriptions,
        deliveryTimes,
        handlerTimes,
        Lanes.IN_LINE);
  }

  /** Copies the maps. */
  public InstanceStats {
    rejectedBy = rejectedBy.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(rejectedBy));
    droppedBy = droppedBy.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(droppedBy));
  }

  /** All publications not accepted. */
  public long rejected() {
    return rejectedBy.values().stream().mapToLong(Long::longValue).sum();
  }

  /** All messages not delivered. */
  public long dropped() {
    return droppedBy.values().stream().mapToLong(Long::longValue).sum();
  }
}
