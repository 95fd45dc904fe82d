package dev.gater;

import java.util.List;

/**
 * What a subscription listens to: a topic whose segments may be wildcards. {@code *} as the last
 * segment matches one or more segments; {@code *} elsewhere, and {@code +} anywhere, match exactly
 * one. Immutable.
 */
public final class TopicPattern {
  private final String text;
  private final List<String> segments;
  private final boolean openEnded;

  private TopicPattern(String text) {
    this.text = text;
    this.segments = List.of(text.split(":"));
    this.openEnded = segments.getLast().equals("*");
  }

  /**
   * Reads a pattern.
   *
   * @throws InvalidTopicException if it is not legal, naming the position
   */
  public static TopicPattern parse(String pattern) {
    TopicSyntax.check(pattern, true);
    return new TopicPattern(pattern);
  }

  /** The segments in order, wildcards included. */
  public List<String> segments() {
    return segments;
  }

  /** Whether the last segment is {@code *}, which takes all that follow. */
  public boolean openEnded() {
    return openEnded;
  }

  /** Whether there is no wildcard, so that one topic alone matches. */
  public boolean literal() {
    return segments.stream().noneMatch(TopicPattern::isWildcard);
  }

  /** Whether a legal topic matches. What a topic that is not legal answers is not defined. */
  public boolean matches(String topic) {
    int from = 0;
    int last = segments.size() - 1;
    for (int i = 0; i <= last; i++) {
      if (i == last && openEnded) {
        return true;
      }
      int end = topic.indexOf(':', from);
      boolean topicEnds = end < 0;
      if (topicEnds) {
        end = topic.length();
      }
      String segment = segments.get(i);
      if (!isWildcard(segment)
          && !(segment.length() == end - from && topic.startsWith(segment, from))) {
        return false;
      }
      if (topicEnds) {
        return i == last;
      }
      from = end + 1;
    }
    return false;
  }

  /** Whether a segment of a pattern stands for any segment. */
  public static boolean isWildcard(String segment) {
    return segment.equals("*") || segment.equals("+");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TopicPattern that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The pattern as it was read. */
  @Override
  public String toString() {
    return text;
  }
}
