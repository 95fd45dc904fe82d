package dev.gater.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Directories as the user names them. */
final class Directories {
  private Directories() {}

  /**
   * The directory of that name.
   *
   * @param what asks for it: an option or a parameter
   * @throws UsageException if it is no name
   */
  static Path named(String what, String name) {
    if (name.isBlank()) {
      throw new UsageException(what + ": the name is empty; name a directory");
    }
    try {
      return Path.of(name);
    } catch (InvalidPathException illegal) {
      throw new UsageException(what + ": " + name + ": " + Input.reason(illegal));
    }
  }
}
