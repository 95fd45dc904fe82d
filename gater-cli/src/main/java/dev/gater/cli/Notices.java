package dev.gater.cli;

import java.io.PrintStream;

/**
 * The run's lines on stderr, and the one line of progress that is redrawn in place below them.
 * Lines are buffered: a flood of bad input is reported in full, but not with a system call each.
 * Safe for use by any number of threads.
 */
final class Notices {
  private static final String REDRAW = "\r\u001b[K";

  private final PrintStream err;
  private boolean progressShown;
  private boolean closed;

  Notices(PrintStream err) {
    this.err = err;
  }

  /** Writes a line. It is seen after the next {@link #flush}. */
  synchronized void line(String text) {
    if (closed) {
      return;
    }
    clearProgress();
    err.append(printable(text)).append('\n');
  }

  /**
   * Writes the last text, which may have line breaks and colours of our own. Nothing is written
   * after it, whatever threads are still about.
   */
  synchronized void end(String text) {
    clearProgress();
    err.append(text);
    err.flush();
    closed = true;
  }

  /** Draws the line of progress anew. */
  synchronized void progress(String text) {
    if (closed) {
      return;
    }
    err.append(REDRAW).append(text);
    progressShown = true;
    err.flush();
  }

  /** Takes the line of progress away. */
  synchronized void clearProgress() {
    if (progressShown) {
      err.append(REDRAW);
      progressShown = false;
    }
  }

  synchronized void flush() {
    err.flush();
  }

  /**
   * The text on one line and without what could steer a terminal: it may quote somebody's input.
   */
  static String printable(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (steers(text.charAt(i))) {
        return escaped(text);
      }
    }
    return text;
  }

  private static boolean steers(char c) {
    return Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
  }

  private static String escaped(String text) {
    StringBuilder shown = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (steers(c)) {
        shown.append(String.format("\\u%04x", (int) c));
      } else {
        shown.append(c);
      }
    }
    return shown.toString();
  }
}
