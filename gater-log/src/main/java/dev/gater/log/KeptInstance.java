package dev.gater.log;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a data directory holds of an instance.
 *
 * @param name of the instance
 * @param messages that are kept
 * @param bytes that they take before compression, estimated
 * @param first the number of the oldest; 0 where there is none
 * @param last the number of the newest; 0 where there is none
 * @param oldest when the oldest was received; null where there is none, or it is damaged
 * @param newest when the newest was received; null where there is none, or it is damaged
 * @param epochs that the numbers are of; a new one begins after a crash
 * @param topics of the messages kept
 * @param largest those with the most messages, the largest first, a few at most
 */
public record KeptInstance(
    String name,
    long messages,
    long bytes,
    long first,
    long last,
    @Nullable Instant oldest,
    @Nullable Instant newest,
    int epochs,
    long topics,
    List<KeptTopic> largest) {

  /**
   * A topic.
   *
   * @param messages of it that are kept
   */
  public record KeptTopic(String topic, long messages) {}

  /** Copies the list. */
  public KeptInstance {
    largest = List.copyOf(largest);
  }
}
