package dev.gater.bench.peer;

/**
 * What a bus is opened for, so that each peer can choose what it would choose for that.
 *
 * @param publishers threads that publish at the same time
 * @param topics 1: all receivers are on topic 0; more: receiver i is alone on topic i
 * @param mayBlock whether a handler may hold its thread for long
 */
public record Shape(int publishers, int topics, boolean mayBlock) {

  /** One publisher, one topic, quick handlers. */
  public static Shape simple() {
    return new Shape(1, 1, false);
  }

  /** The receivers of each topic. */
  Receiver[][] byTopic(Receiver[] receivers) {
    if (topics == 1) {
      return new Receiver[][] {receivers};
    }
    Receiver[][] byTopic = new Receiver[topics][];
    for (int topic = 0; topic < topics; topic++) {
      byTopic[topic] = new Receiver[] {receivers[topic]};
    }
    return byTopic;
  }
}
