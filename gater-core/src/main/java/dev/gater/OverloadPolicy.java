package dev.gater;

/**
 * What happens to a subscription that is behind by more than its queue holds. It acts on that
 * subscription's deliveries alone: nobody's slowness reaches the publisher or the others. Every
 * message not delivered is counted under its {@link DropReason}.
 */
public enum OverloadPolicy {
  /**
   * It leaves memory and reads on from the instance's history, without loss, until it is back at
   * the live end. Where the history does not reach back far enough, it is told a {@link Gap}.
   */
  CATCH_UP,
  /** The oldest message that waits for it makes room for the new one. */
  DROP_OLDEST,
  /** The new message is not delivered to it. */
  DROP_NEWEST,
  /**
   * While it is busy with an earlier one, a newer message of a topic replaces the one that waits
   * and queues at its own place. Where more topics wait than the queue holds, the oldest message
   * goes.
   */
  CONFLATE,
  /** It is ended, {@link Subscription.EndedBy#POLICY}. */
  DISCONNECT
}
