package dev.gater.soak;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The topics that are published to and the patterns that are subscribed to, and which match: found
 * out by the letter of the documentation, not by the code under test.
 */
final class Topics {
  static final List<String> NAMES =
      List.of(
          "a",
          "a:0",
          "a:1",
          "a:0:x",
          "a:1:x",
          "a:0:y",
          "a:1:y",
          "b",
          "b:0",
          "b:1",
          "b:0:x",
          "b:1:x",
          "echo",
          "echo:0",
          "echo:1",
          "echo:0:x");

  /** From here on topics are published to from inside handlers. */
  static final int ECHO = NAMES.indexOf("echo");

  static final List<String> PATTERNS =
      List.of("*", "*", "*", "a:*", "b:*", "a:+:x", "+:0", "*:1", "b:0", "+:*", "echo:*", "a:0:+");

  private static final Map<String, Integer> INDEXES = new HashMap<>();
  private static final boolean[][] MATCHES = new boolean[PATTERNS.size()][NAMES.size()];

  static {
    for (int t = 0; t < NAMES.size(); t++) {
      INDEXES.put(NAMES.get(t), t);
      for (int p = 0; p < PATTERNS.size(); p++) {
        MATCHES[p][t] =
            matches(List.of(PATTERNS.get(p).split(":", -1)), List.of(NAMES.get(t).split(":", -1)));
      }
    }
  }

  private Topics() {}

  private static boolean matches(List<String> pattern, List<String> topic) {
    if (pattern.isEmpty() || topic.isEmpty()) {
      return pattern.isEmpty() && topic.isEmpty();
    }
    String first = pattern.getFirst();
    if (first.equals("*") && pattern.size() == 1) {
      return true;
    }
    return (first.equals("*") || first.equals("+") || first.equals(topic.getFirst()))
        && matches(pattern.subList(1, pattern.size()), topic.subList(1, topic.size()));
  }

  static boolean matches(int pattern, int topic) {
    return MATCHES[pattern][topic];
  }

  /** The index of a name; -1 for one that nobody publishes to. */
  static int indexOf(String topic) {
    return INDEXES.getOrDefault(topic, -1);
  }
}
