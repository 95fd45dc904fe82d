package dev.gater.bench;

/** The command line is wrong; the message says where. */
final class UsageException extends RuntimeException {
  UsageException(String message) {
    super(message);
  }
}
