package dev.gater.spi;

import dev.gater.Message;

/**
 * Takes an instance's messages apart and makes them again, so that a log can keep them and what
 * comes back is what was published. Safe for any thread.
 */
public interface MessageForm {

  /** What there is to keep of a message. */
  MessageFields take(Message<?> message);

  /**
   * The message again.
   *
   * @param epoch the epoch in which it was published
   * @param source the source of the node that published it
   */
  Message<?> make(String epoch, String source, MessageFields fields);
}
