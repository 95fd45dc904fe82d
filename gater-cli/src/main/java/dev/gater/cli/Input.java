package dev.gater.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the lines come from.
 *
 * @param name as the user named it; {@code -} for standard input
 * @param size in bytes, or -1 where it is not known
 */
record Input(String name, InputStream stream, long size) implements AutoCloseable {
  private static final String STANDARD = "-";

  /**
   * Opens a file or, for {@code -} and null, standard input.
   *
   * @throws UsageException if it can't be read, or if nothing was named and standard input is a
   *     terminal: whoever meant that says {@code -}
   */
  static Input open(@Nullable String file, Shell shell) {
    if (file == null && shell.inIsTerminal()) {
      throw new UsageException(
          "gater run: nothing to read: name a FILE, pipe into it, or give '-' to type; "
              + "try gater run examples/seed.jsonl");
    }
    if (file == null || file.equals(STANDARD)) {
      return new Input(STANDARD, shell.in(), -1);
    }
    try {
      Path path = Path.of(file);
      if (Files.isDirectory(path)) {
        throw new UsageException(file + ": is a directory");
      }
      long size = Files.isRegularFile(path) ? Files.size(path) : -1;
      return new Input(file, Files.newInputStream(path), size);
    } catch (IOException | InvalidPathException unreadable) {
      throw new UsageException(file + ": " + reason(unreadable));
    }
  }

  /** What an exception of the file system says, without the file's name. */
  static String reason(Exception thrown) {
    return switch (thrown) {
      case NoSuchFileException _ -> "no such file";
      case AccessDeniedException _ -> "permission denied";
      case InvalidPathException illegal -> "not a file name: " + illegal.getReason();
      default ->
          thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
    };
  }

  /** Closes a file. Standard input stays open: a read that blocks there would block this too. */
  @Override
  public void close() {
    if (!name.equals(STANDARD)) {
      try {
        stream.close();
      } catch (IOException ignored) {
        // It was read to the end, or nobody wants the rest.
      }
    }
  }
}
