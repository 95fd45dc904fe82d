package dev.gater.wire;

import org.jspecify.annotations.Nullable;

/**
 * What came over the wire is no publication. The message is one plain sentence that names the
 * field, the reason and the cure; it quotes at most the first characters of the input.
 */
public final class InvalidPublicationException extends RuntimeException {

  /** With that message. */
  public InvalidPublicationException(String message) {
    this(message, null);
  }

  /** With that message and the exception behind it. */
  public InvalidPublicationException(String message, @Nullable Throwable cause) {
    // Bad lines are an everyday thing, and the place that counts is in the input: no stack trace.
    super(message, cause, false, false);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage()); // never null: the constructors see to that
  }
}
