package dev.gater;

import java.util.Locale;

/** Why a message that matched a subscription was not delivered to it. */
public enum DropReason {
  /** It was the oldest that waited, and a newer one needed its place. */
  OLDEST,
  /** It was the newest, and there was no room. */
  NEWEST,
  /** A newer message of its topic took its place. */
  CONFLATED,
  /** The history had moved past it before the subscription caught up. */
  EXPIRED,
  /** The subscription was ended by its policy. */
  DISCONNECTED,
  /** The subscription was closed by its owner. */
  CLOSED,
  /** The node shut down before it could be delivered. */
  ABANDONED,
  /**
   * The member of a durable that it was given to ended before it acknowledged, or the cursor was
   * moved: the durable has it again.
   */
  RETURNED;

  /** The name on the wire and in figures: {@code oldest}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
