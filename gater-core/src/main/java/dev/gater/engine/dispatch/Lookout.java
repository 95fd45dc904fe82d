package dev.gater.engine.dispatch;

import dev.gater.engine.ring.Ring;

/**
 * How a dispatcher looks for work: how long before it looks again, and how often before it sleeps,
 * as was worth while lately.
 *
 * <p>Every look takes from a publisher's processor the cache line that it is about to write to. Who
 * always looks at once finds one message at a time, and slows down the one that it waits for. So
 * while messages come one upon the other the dispatcher waits until some of them will be there; for
 * messages that come once in a while it looks at once. Confined to one thread.
 */
final class Lookout {
  private static final int MOST_LOOKS = 2_000;
  private static final int LEAST_LOOKS = 50;

  /** Found in so few looks, messages come one upon the other. */
  private static final int SOON = 8;

  /** So many messages at a time are worth the look. */
  private static final int WORTH = 32;

  /** Waits before a look at most, of some 20 to 50 ns each. */
  private static final int MOST_PATIENCE = 128;

  private int looks = LEAST_LOOKS;
  private int patience;

  /** How many messages there are from that position on; {@link Ring#MOST_CLAIMED} at most. */
  int look(Ring ring, long position) {
    for (int i = 0; i < patience; i++) {
      Thread.onSpinWait();
    }
    int messages = ring.filled(position);
    if (messages == Ring.MOST_CLAIMED) {
      patience >>= 1;
    } else if (messages > 0 && messages < WORTH) {
      patience = Math.min(MOST_PATIENCE, patience + 1);
    }
    return messages;
  }

  /** Looks for the message at that position for up to some 100 µs; says whether it is there. */
  boolean finds(Ring ring, long position) {
    for (int i = 0; i < looks; i++) {
      if (ring.peek(position) != null) {
        looks = Math.min(MOST_LOOKS, 2 * looks);
        patience = i < SOON ? patience : 0;
        return true;
      }
      Thread.onSpinWait();
    }
    looks = Math.max(LEAST_LOOKS, looks / 2);
    patience = 0;
    return false;
  }
}
