package dev.gater.cli;

import java.time.Duration;
import java.util.Locale;

/** Sizes and durations as a person reads them: three digits and a unit. */
final class Units {
  private static final long KILO = 1000;

  private Units() {}

  /** Such as {@code 1.84 MB}; units of a thousand. */
  static String bytes(long bytes) {
    if (bytes < KILO) {
      return bytes + " B";
    }
    double value = bytes;
    String unit = "B";
    for (String larger : new String[] {"kB", "MB", "GB", "TB"}) {
      if (value < KILO) {
        break;
      }
      value /= KILO;
      unit = larger;
    }
    return threeDigits(value) + " " + unit;
  }

  /** Such as {@code 850 µs}, {@code 12.3 ms}, {@code 1.24 s}, {@code 2 min 3 s}. */
  static String duration(Duration duration) {
    double micros = duration.toNanos() / 1e3;
    if (micros < KILO) {
      return threeDigits(micros) + " µs";
    }
    if (micros < KILO * KILO) {
      return threeDigits(micros / KILO) + " ms";
    }
    if (duration.toMinutes() < 1) {
      return threeDigits(micros / KILO / KILO) + " s";
    }
    return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
  }

  private static String threeDigits(double value) {
    String format = value < 9.995 ? "%.2f" : value < 99.95 ? "%.1f" : "%.0f";
    return String.format(Locale.ROOT, format, value);
  }

  /** With its thousands set apart. */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
