package dev.gater;

import dev.gater.event.Event;

/**
 * Called for the messages of one subscription, one call at a time, on threads of Gater's. A call
 * may take as long as it needs, publish, subscribe and close: once it exceeds the instance's {@link
 * Policy#handlerBudget()}, the instance goes on without it. Calls are not always on one thread, so
 * what a handler keeps in thread-locals is not found again.
 *
 * @param <E> the instance's family of typed events
 */
@FunctionalInterface
public interface Handler<E extends Event> {

  /**
   * Takes one message. Whatever this throws loses this delivery alone: it is counted and logged,
   * and the next message follows.
   */
  void handle(Message<E> message) throws Exception;

  /**
   * Told, in its place among the messages, that some could not be delivered. Does nothing unless
   * overridden. What it throws is logged; it is no delivery, so it is not counted as a failed one.
   */
  default void gap(Gap gap) throws Exception {}
}
