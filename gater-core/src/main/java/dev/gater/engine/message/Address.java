package dev.gater.engine.message;

/**
 * A legal topic of one instance, as a message carries it. What the engine knows of a topic hangs on
 * it, so that whoever has the message looks nothing up.
 */
public class Address {
  private final Origin origin;
  private final String topic;

  /** Of that topic, which is legal, on the instance of that origin. */
  public Address(Origin origin, String topic) {
    this.origin = origin;
    this.topic = topic;
  }

  final Origin origin() {
    return origin;
  }

  /** The topic. */
  public final String topic() {
    return topic;
  }
}
