package dev.gater;

import org.jspecify.annotations.Nullable;

/** The one place that knows what a legal topic is. */
final class TopicSyntax {
  private TopicSyntax() {}

  /** Throws unless {@code input} is a legal topic, or, if {@code wildcards}, a legal pattern. */
  static void check(String input, boolean wildcards) {
    String what = wildcards ? "pattern" : "topic";
    int segments = 1;
    int segmentStart = 0;
    int bytes = 0;
    int length = input.length();
    for (int i = 0; i < length; ) {
      int c = input.codePointAt(i);
      if (c == ':') {
        if (i == segmentStart) {
          throw new InvalidTopicException(what, input, i, "a segment must not be empty");
        }
        if (++segments > Topic.MAX_SEGMENTS) {
          throw new InvalidTopicException(
              what, input, i, "at most " + Topic.MAX_SEGMENTS + " segments are allowed");
        }
        segmentStart = i + 1;
      } else {
        boolean alone = i == segmentStart && (i + 1 == length || input.charAt(i + 1) == ':');
        String flaw = flaw(c, wildcards, alone);
        if (flaw != null) {
          throw new InvalidTopicException(what, input, i, flaw);
        }
      }
      bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
      if (bytes > Topic.MAX_BYTES) {
        throw new InvalidTopicException(
            what, input, i, "at most " + Topic.MAX_BYTES + " bytes of UTF-8 are allowed");
      }
      i += Character.charCount(c);
    }
    if (segmentStart == length) {
      throw new InvalidTopicException(what, input, length, "a segment must not be empty");
    }
  }

  private static @Nullable String flaw(int c, boolean wildcards, boolean alone) {
    if (c == '*' || c == '+') {
      if (!wildcards) {
        return "'" + (char) c + "' is for patterns only";
      }
      return alone ? null : "'" + (char) c + "' must be a whole segment";
    }
    if (c > ' ' && c < 0x7f) {
      return null;
    }
    if (Character.isISOControl(c)) {
      return "control characters are not allowed";
    }
    if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
      return "spaces are not allowed";
    }
    return Character.getType(c) == Character.SURROGATE ? "a surrogate lacks its other half" : null;
  }
}
