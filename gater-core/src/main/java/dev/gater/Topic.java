package dev.gater;

import org.jspecify.annotations.Nullable;

/**
 * A handle on one concrete topic of one instance. Safe for use by any number of threads.
 *
 * <p>A topic is 1–16 non-empty segments joined by {@code :}, at most 255 bytes of UTF-8, without
 * spaces, control characters, {@code *} and {@code +}.
 */
public interface Topic {

  /** The most segments of a topic or pattern. */
  int MAX_SEGMENTS = 16;

  /** The most bytes of a topic or pattern in UTF-8. */
  int MAX_BYTES = 255;

  /** The topic itself, such as {@code system_alerts:critical}. */
  String name();

  /** Publishes here; see {@link PubSub#publish(String, String, Object)}. */
  default Publication publish(String type, @Nullable Object data) {
    return publish(type, data, PublishOptions.none());
  }

  /** Publishes here; see {@link PubSub#publish(String, String, Object, PublishOptions)}. */
  Publication publish(String type, @Nullable Object data, PublishOptions options);

  /**
   * Answers with {@code topic} if it is legal.
   *
   * @throws InvalidTopicException if it is not, naming the position
   */
  static String check(String topic) {
    TopicSyntax.check(topic, false);
    return topic;
  }
}
