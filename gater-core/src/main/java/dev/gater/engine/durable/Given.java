package dev.gater.engine.durable;

import dev.gater.Delivery;
import dev.gater.Message;
import dev.gater.event.Event;
import java.time.Duration;

/**
 * An attempt, as its handler sees it. It knows its entry, so it is stale for ever once that has
 * been settled, also where the cursor comes back to the message.
 */
record Given(LocalDurable durable, Entry entry, int attempt, Message<Event> message)
    implements Delivery<Event> {
  /** Why an attempt failed that its handler gave back. */
  static final String REFUSED = "refused by its handler";

  @Override
  public boolean ack() {
    return durable.ack(entry, attempt, false);
  }

  @Override
  public boolean ackThrough() {
    return durable.ack(entry, attempt, true);
  }

  @Override
  public boolean nack() {
    return durable.fail(entry, attempt, null, REFUSED);
  }

  @Override
  public boolean nack(Duration delay) {
    return durable.fail(entry, attempt, LocalDurable.checked(delay), REFUSED);
  }

  @Override
  public boolean reject(String reason) {
    return durable.reject(entry, attempt, reason);
  }

  /** The handler has thrown. */
  boolean thrown(String what) {
    return durable.fail(entry, attempt, null, what);
  }

  @Override
  public String toString() {
    return message + " (attempt " + attempt + ")";
  }
}
