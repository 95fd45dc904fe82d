package dev.gater;

/**
 * A place in an instance's log. The epoch tells a log that was created anew from the one a reader
 * knew.
 *
 * @param epoch letters and digits, at least one
 * @param sequence the number of a message, or 0 for before the first
 */
public record Position(String epoch, long sequence) {
  private static final int RADIX = 36;

  /**
   * @throws IllegalArgumentException if the epoch is not letters and digits or the sequence is
   *     negative
   */
  public Position {
    if (!isAlphanumeric(epoch)) {
      throw new IllegalArgumentException("epoch must be letters and digits: " + epoch);
    }
    if (sequence < 0) {
      throw new IllegalArgumentException("sequence must not be negative: " + sequence);
    }
  }

  private static boolean isAlphanumeric(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80 || !Character.isLetterOrDigit(c)) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /**
   * Reads what {@link #toString()} wrote.
   *
   * @throws IllegalArgumentException if it is not a position
   */
  public static Position parse(String text) {
    int dash = text.indexOf('-');
    try {
      return new Position(
          text.substring(0, dash), Long.parseLong(text, dash + 1, text.length(), RADIX));
    } catch (IndexOutOfBoundsException | IllegalArgumentException notWritten) {
      throw new IllegalArgumentException(
          "not a position: \"" + text + "\" (give one as it came with a message)", notWritten);
    }
  }

  /** The opaque text that goes over the wire; never a bare integer, which would be a sequence. */
  @Override
  public String toString() {
    return epoch + "-" + Long.toString(sequence, RADIX);
  }
}
