package dev.gater;

import org.jspecify.annotations.Nullable;

/**
 * A data directory can't be used: another process has it open, it was written by a newer Gater, or
 * the disk refuses. The message names the directory, the reason and the cure.
 */
public final class DataDirectoryException extends RuntimeException {

  /** For that reason; {@code cause} may be null. */
  public DataDirectoryException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
