package dev.gater.log;

import dev.gater.TopicPattern;
import java.nio.charset.StandardCharsets;

/** What can be known of the topics that a pattern matches. */
final class Patterns {
  private Patterns() {}

  static boolean matchesAll(TopicPattern pattern) {
    return pattern.toString().equals("*");
  }

  /** How all topics that match begin. */
  static byte[] beginning(TopicPattern pattern) {
    StringBuilder beginning = new StringBuilder();
    for (String segment : pattern.segments()) {
      if (TopicPattern.isWildcard(segment)) {
        return beginning.toString().getBytes(StandardCharsets.UTF_8);
      }
      beginning.append(segment).append(':');
    }
    return pattern.toString().getBytes(StandardCharsets.UTF_8);
  }
}
