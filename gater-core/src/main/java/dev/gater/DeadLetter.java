package dev.gater;

import java.time.Instant;

/**
 * A message that a durable gave up on. It holds the whole message, so it stays readable when the
 * instance's history has let go of it.
 *
 * @param durable the durable's name
 * @param message the message
 * @param attempts how often it was given out, at least 1
 * @param parked when it was given up
 * @param reason why, in words: what the handler threw, that nobody acknowledged in time
 */
public record DeadLetter(
    String durable, Message<?> message, int attempts, Instant parked, String reason) {

  /** Where the message stands in the instance's log; it names the letter. */
  public Position position() {
    return message.position();
  }
}
