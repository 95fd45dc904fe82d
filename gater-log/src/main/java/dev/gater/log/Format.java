package dev.gater.log;

import dev.gater.DataDirectoryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;

/**
 * The version of what a data directory holds, in a file of its own, so that a Gater that does not
 * know it leaves it alone, and one that knows better can bring it up to date.
 */
final class Format {
  private static final String FILE = "gater-data";
  private static final String PREFIX = "gater data directory, format ";
  private static final Set<String> OURS = Set.of(FILE, "lock", "reserve", "main", "critical");

  /** Brings a directory from one version to the next. Done twice, it does no harm. */
  interface Migration {
    void run(Path directory) throws IOException;
  }

  /** The one from version {@code n} to {@code n + 1} is at index {@code n - 1}. */
  static final List<Migration> MIGRATIONS = List.of();

  private final List<Migration> migrations;

  /** Of the version after the last of these. */
  Format(List<Migration> migrations) {
    this.migrations = List.copyOf(migrations);
  }

  int version() {
    return migrations.size() + 1;
  }

  /**
   * Sees to it that a directory is of this version.
   *
   * @throws DataDirectoryException if it is of a newer one, or no data directory at all
   */
  void check(Path directory) {
    try {
      Path file = directory.resolve(FILE);
      if (!Files.exists(file)) {
        refuseForeign(directory);
        write(file, version());
        return;
      }
      int found = read(file);
      if (found > version()) {
        throw new DataDirectoryException(
            directory
                + ": was written by a newer Gater (format "
                + found
                + ", and this one knows "
                + version()
                + "); use that one, or another directory",
            null);
      }
      for (int from = found; from < version(); from++) {
        migrations.get(from - 1).run(directory);
        write(file, from + 1);
      }
    } catch (IOException refused) {
      throw new DataDirectoryException(
          directory + ": can't be used: " + refused.getMessage(), refused);
    }
  }

  /** Whether that is a data directory, of whatever version. */
  static boolean isOf(Path directory) {
    return Files.isRegularFile(directory.resolve(FILE));
  }

  /** Refuses a directory that has something in it. */
  static void refuseUsed(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      if (files.iterator().hasNext()) {
        throw new DataDirectoryException(
            directory + ": has something in it; name a directory that is new or empty", null);
      }
    }
  }

  private static void refuseForeign(Path directory) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        if (!OURS.contains(file.getFileName().toString())) {
          throw new DataDirectoryException(
              directory
                  + ": is no data directory, and not empty ("
                  + file.getFileName()
                  + "); name one that is",
              null);
        }
      }
    }
  }

  private static int read(Path file) throws IOException {
    String text = Files.readString(file).strip();
    try {
      return Integer.parseInt(text.substring(PREFIX.length()));
    } catch (IndexOutOfBoundsException | NumberFormatException notWritten) {
      throw new DataDirectoryException(
          file + ": is not what Gater wrote: \"" + text + "\"; restore it from a backup",
          notWritten);
    }
  }

  private static void write(Path file, int version) throws IOException {
    Path draft = file.resolveSibling(FILE + ".new");
    Files.writeString(draft, PREFIX + version + "\n", StandardCharsets.UTF_8);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
