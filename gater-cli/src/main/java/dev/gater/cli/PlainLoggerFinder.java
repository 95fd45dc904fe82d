package dev.gater.cli;

import dev.gater.cli.certify.ExpectedFailure;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * Makes what libraries log a plain line on stderr, without loading {@code java.logging}, whose two
 * lines with date and class tell a user nothing.
 *
 * <p>Shown are warnings that carry an exception, and errors. Warnings without one are Gater's
 * refusals of publications, which a command reports itself, with the place in the input. Nor is
 * shown what a command has thrown on purpose. All of them are shown with {@code GATER_DEBUG=1}.
 */
public final class PlainLoggerFinder extends System.LoggerFinder {
  private static final boolean DEBUG = "1".equals(System.getenv("GATER_DEBUG"));

  /** For {@link java.util.ServiceLoader}. */
  public PlainLoggerFinder() {}

  @Override
  public System.Logger getLogger(String name, Module module) {
    return new PlainLogger(name);
  }

  private record PlainLogger(String name) implements System.Logger {
    @Override
    public String getName() {
      return name;
    }

    @Override
    public boolean isLoggable(Level level) {
      return level != Level.OFF && level.getSeverity() >= Level.WARNING.getSeverity();
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String message,
        @Nullable Throwable thrown) {
      boolean told = thrown == null || thrown instanceof ExpectedFailure;
      if (!isLoggable(level) || (level == Level.WARNING && told && !DEBUG)) {
        return;
      }
      String cause = thrown == null ? "" : ": " + Failures.inOneLine(thrown);
      System.err.println("gater: " + Notices.printable(message + cause));
      if (DEBUG && thrown != null) {
        thrown.printStackTrace(System.err);
      }
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String format,
        @Nullable Object @Nullable ... parameters) {
      log(level, bundle, format, (Throwable) null);
    }
  }
}
