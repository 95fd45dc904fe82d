package dev.gater.bench.report;

import java.util.Locale;

/** How a ratio is written. */
final class Ratio {
  private Ratio() {}

  /** Two digits behind the point below ten, none above a hundred, four where two say nothing. */
  static String shown(double ratio) {
    if (Double.isNaN(ratio)) {
      return "–";
    }
    if (Double.isInfinite(ratio)) {
      return "∞";
    }
    int digits = ratio >= 100 ? 0 : ratio >= 10 ? 1 : ratio >= 0.1 ? 2 : 4;
    return String.format(Locale.ROOT, "%,." + digits + "f", ratio);
  }
}
