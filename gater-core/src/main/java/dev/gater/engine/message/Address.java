package dev.gater.engine.message;

/**
 * A legal topic as a message carries it. What the engine knows of a topic hangs on it, so that
 * whoever has the message looks nothing up.
 */
public class Address {
  private final String topic;

  /** Of that topic, which is legal. */
  public Address(String topic) {
    this.topic = topic;
  }

  /** The topic. */
  public final String topic() {
    return topic;
  }
}
