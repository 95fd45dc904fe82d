package dev.gater;

/** A topic or pattern is not legal. The message names the input, the position and the reason. */
public final class InvalidTopicException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 80;

  private final int position;
  private final String reason;

  InvalidTopicException(String what, String input, int position, String reason) {
    super("invalid " + what + " " + quote(input) + " at position " + position + ": " + reason);
    this.position = position;
    this.reason = reason;
  }

  /** The zero-based index of the character at fault, or the length where something is missing. */
  public int position() {
    return position;
  }

  /** What is wrong there, without the input. */
  public String reason() {
    return reason;
  }

  /**
   * Control characters and unpaired surrogates of hostile input must not reach a log or terminal.
   */
  private static String quote(String input) {
    StringBuilder shown = new StringBuilder("\"");
    input
        .codePoints()
        .limit(SHOWN)
        .forEach(c -> {
          if (Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE) {
            shown.append(String.format("\\u%04x", c));
          } else {
            shown.appendCodePoint(c);
          }
        });
    return shown.append(input.codePointCount(0, input.length()) > SHOWN ? "…\"" : "\"").toString();
  }
}
