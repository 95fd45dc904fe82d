package dev.gater.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Tells which of the three standard streams is a terminal. The JDK only says whether the first two
 * both are, and {@code isatty} would need native access, which the JVM grants with a warning.
 */
final class Terminals {
  private Terminals() {}

  /** Whether that file descriptor, 0 to 2, is a terminal; where in doubt, false. */
  static boolean isTerminal(int descriptor) {
    Path link = Path.of("/proc/self/fd/" + descriptor);
    try {
      String target = Files.readSymbolicLink(link).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException | SecurityException notLinux) {
      return Objects.requireNonNull(System.console()).isTerminal(); // never null, since JDK 22
    }
  }
}
