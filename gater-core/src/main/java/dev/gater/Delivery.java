package dev.gater;

import dev.gater.event.Event;
import java.time.Duration;

/**
 * One attempt to give one message to one member of a durable. The attempt is over once it is
 * acknowledged or refused, its time is up, its member has ended, or the cursor was moved; from then
 * on it is <i>stale</i>: every method answers false and does nothing. Safe for use by any thread;
 * none waits for anything but other short calls.
 *
 * <p>What is acknowledged is stored about a twentieth of a second later. A crash in between has the
 * message delivered again.
 *
 * @param <E> the instance's family of typed events
 */
public interface Delivery<E extends Event> {

  /** The message. */
  Message<E> message();

  /** Where the message stands; with {@link #attempt()} it names this delivery. */
  default Position position() {
    return message().position();
  }

  /** The number of this attempt to deliver the message, from 1 on. */
  int attempt();

  /**
   * The message is done with.
   *
   * @return false if this attempt is stale
   */
  boolean ack();

  /**
   * The message is done with, and so is every message before it that this durable has given out, to
   * whichever member, but for dead letters that are being retried.
   *
   * @return false if this attempt is stale
   */
  boolean ackThrough();

  /**
   * The message could not be handled: another attempt is made after the durable's back-off, or,
   * where this was the last one, it goes to the dead letters.
   *
   * @return false if this attempt is stale
   */
  boolean nack();

  /**
   * {@link #nack()} with another wait than the back-off's.
   *
   * @throws IllegalArgumentException if the delay is negative
   */
  boolean nack(Duration delay);

  /**
   * No attempt will do: the message goes to the dead letters now.
   *
   * @param reason why, in words
   * @return false if this attempt is stale
   */
  boolean reject(String reason);
}
