package dev.gater.engine.durable;

import dev.gater.spi.MessageLog.Page;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How much of the log a durable has yet to read. Each message is counted once: what was counted is
 * remembered, and subtracted again as it is read. Guarded by the durable's lock.
 */
final class Lag {
  private long counted;
  private long unread;
  private @Nullable Instant oldest;

  /** Counts from after there. */
  void restart(long through) {
    counted = through;
    unread = 0;
    oldest = null;
  }

  /** Where counting goes on. */
  long next() {
    return counted + 1;
  }

  /** Takes what was found after {@link #next()}. */
  void counted(Page page) {
    if (oldest == null && unread == 0 && !page.messages().isEmpty()) {
      oldest = page.messages().getFirst().received();
    }
    unread += page.messages().size();
    counted = page.next() - 1;
  }

  /** The durable has read that page, which began there. */
  void read(long from, Page page) {
    if (page.expired() > from || page.next() - 1 > counted) {
      restart(page.next() - 1);
    } else {
      unread -= page.messages().size();
      oldest = null;
    }
  }

  /** Messages to be read, those beyond what was counted all taken for such. */
  long unread(long shown) {
    return unread + Math.max(0, shown - counted);
  }

  /** Whether there are messages to be read of which the oldest is not known. */
  boolean wantsOldest() {
    return unread > 0 && oldest == null;
  }

  void oldest(Instant received) {
    oldest = received;
  }

  /** When the oldest one to be read was received; null if that is not known. */
  @Nullable Instant oldest() {
    return oldest;
  }
}
