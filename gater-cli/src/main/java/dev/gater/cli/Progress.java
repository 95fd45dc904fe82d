package dev.gater.cli;

import java.util.Locale;

/**
 * What the line of progress says, for runs that take longer than a second. Called by one thread.
 */
final class Progress {
  private static final double NANOS = 1e9;
  private static final double FIRST_SECONDS = 1;

  /** Between two lines of progress: more often the figures only flicker. */
  private static final double PAUSE_SECONDS = 0.2;

  private final long size;
  private final long begun = System.nanoTime();
  private double shown;

  /** For an input of so many bytes; -1 for unknown. */
  Progress(long size) {
    this.size = size;
  }

  /** Whether it is time for a line. */
  boolean isDue() {
    double seconds = seconds();
    if (seconds < FIRST_SECONDS || seconds - shown < PAUSE_SECONDS) {
      return false;
    }
    shown = seconds;
    return true;
  }

  /** The line, shorter than a terminal is wide. */
  String line(long lines, long bytes) {
    String text =
        String.format(
            Locale.ROOT,
            "%,d lines   %s   %,.0f lines/s",
            lines,
            Units.bytes(bytes),
            lines / Math.max(seconds(), 1e-3));
    return size <= 0 ? text : text + String.format(Locale.ROOT, "   %d %%", 100 * bytes / size);
  }

  /** Since the beginning. */
  double seconds() {
    return (System.nanoTime() - begun) / NANOS;
  }
}
