package dev.gater.wire.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 500ms}, {@code 15m}, {@code 1h30m}. */
final class Durations {
  static final String FORM = "a whole number and ms, s, m, h or d, as in 500ms or 1h30m";

  private static final Pattern WHOLE =
      Pattern.compile(
          "(?=.)(?:(\\d{1,18})d)?(?:(\\d{1,18})h)?(?:(\\d{1,18})m)?(?:(\\d{1,18})s)?"
              + "(?:(\\d{1,18})ms)?(?:(\\d{1,18})us)?(?:(\\d{1,18})ns)?");
  private static final Duration[] UNITS = {
    Duration.ofDays(1),
    Duration.ofHours(1),
    Duration.ofMinutes(1),
    Duration.ofSeconds(1),
    Duration.ofMillis(1),
    Duration.ofNanos(1_000),
    Duration.ofNanos(1)
  };
  private static final String[] NAMES = {"d", "h", "m", "s", "ms", "us", "ns"};

  private Durations() {}

  /**
   * Reads it; the units in their order, each at most once.
   *
   * @throws IllegalArgumentException if it is not of that form
   */
  static Duration parse(String text) {
    Matcher whole = WHOLE.matcher(text);
    if (!whole.matches()) {
      throw new IllegalArgumentException("not a duration: \"" + text + "\" (" + FORM + ")");
    }
    try {
      Duration sum = Duration.ZERO;
      for (int unit = 0; unit < UNITS.length; unit++) {
        String count = whole.group(unit + 1);
        if (count != null) {
          sum = sum.plus(UNITS[unit].multipliedBy(Long.parseLong(count)));
        }
      }
      return sum;
    } catch (ArithmeticException tooLong) {
      throw new IllegalArgumentException("a duration beyond all measure: \"" + text + '"', tooLong);
    }
  }

  /** The form that {@link #parse} reads back exactly; not for negative ones. */
  static String format(Duration duration) {
    if (duration.isZero()) {
      return "0s";
    }
    StringBuilder text = new StringBuilder();
    Duration left = duration;
    for (int unit = 0; unit < UNITS.length; unit++) {
      long count = left.dividedBy(UNITS[unit]);
      if (count > 0) {
        text.append(count).append(NAMES[unit]);
        left = left.minus(UNITS[unit].multipliedBy(count));
      }
    }
    return text.toString();
  }
}
