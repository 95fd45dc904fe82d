package dev.gater.cli;

/**
 * What the user asked for can't be done as asked. The message is one sentence that names what is
 * wrong and what to do; the exit code is {@link ExitCode#USAGE}.
 */
final class UsageException extends RuntimeException {

  /** With that sentence. */
  UsageException(String message) {
    super(message, null, false, false);
  }
}
