package dev.gater;

import dev.gater.event.Event;

/**
 * A handler of a durable that says itself when a message is done with: in the call or later, from
 * any thread. Only a durable takes one ({@link SubscriptionOptions#durable(String)}).
 *
 * <p>When {@link #handle(Delivery)} returns, nothing is acknowledged by that, and the next message
 * may follow at once, up to the durable's {@linkplain DurableOptions#maxInFlight() bound}. What it
 * throws counts as {@link Delivery#nack()}, unless the delivery is settled already.
 *
 * @param <E> the instance's family of typed events
 */
@FunctionalInterface
@SuppressWarnings("FunctionalInterfaceMethodChanged") // who takes a Delivery takes no Message
public interface AckHandler<E extends Event> extends Handler<E> {

  /** The handler that this is, for a lambda given where any {@link Handler} would do. */
  static <E extends Event> AckHandler<E> of(AckHandler<E> handler) {
    return handler;
  }

  /** Takes one attempt to deliver a message. */
  void handle(Delivery<E> delivery) throws Exception;

  /** Is not called: a message without a delivery can't be acknowledged. */
  @Override
  default void handle(Message<E> message) {
    throw new IllegalStateException("acknowledging takes a durable: " + message);
  }
}
