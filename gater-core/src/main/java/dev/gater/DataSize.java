package dev.gater;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of bytes.
 *
 * @param bytes at least 0
 */
public record DataSize(long bytes) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,19})\\s*(B|KiB|MiB|GiB|TiB)?");
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};
  private static final int STEP = 10;

  /**
   * @throws IllegalArgumentException if the number is negative
   */
  public DataSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("a size must not be negative: " + bytes);
    }
  }

  /** That many KiB. */
  public static DataSize kib(long kib) {
    return new DataSize(Math.multiplyExact(kib, 1L << STEP));
  }

  /** That many MiB. */
  public static DataSize mib(long mib) {
    return new DataSize(Math.multiplyExact(mib, 1L << (2 * STEP)));
  }

  /** That many GiB. */
  public static DataSize gib(long gib) {
    return new DataSize(Math.multiplyExact(gib, 1L << (3 * STEP)));
  }

  /**
   * Reads a form such as {@code 512MiB} or {@code 4096}.
   *
   * @throws IllegalArgumentException if it is not of that form
   */
  public static DataSize parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "not a size: \""
              + text
              + "\" (a whole number and B, KiB, MiB, GiB or TiB, as in 512MiB)");
    }
    int unit = 0;
    while (form.group(2) != null && !UNITS[unit].equals(form.group(2))) {
      unit++;
    }
    try {
      return new DataSize(Math.multiplyExact(Long.parseLong(form.group(1)), 1L << (unit * STEP)));
    } catch (ArithmeticException | NumberFormatException tooLarge) {
      throw new IllegalArgumentException("a size beyond 8 EiB: " + text, tooLarge);
    }
  }

  /** The shortest form that {@link #parse} reads back exactly. */
  @Override
  public String toString() {
    int unit = 0;
    long left = bytes;
    while (left != 0 && left % (1L << STEP) == 0 && unit < UNITS.length - 1) {
      left >>= STEP;
      unit++;
    }
    return String.format(Locale.ROOT, "%d%s", left, UNITS[unit]);
  }
}
