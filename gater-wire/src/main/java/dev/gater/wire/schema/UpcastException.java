package dev.gater.wire.schema;

import org.jspecify.annotations.Nullable;

/**
 * Older data can't be brought up to the current schema. The message says from where, to where and
 * why.
 */
public final class UpcastException extends RuntimeException {

  /** With that message. */
  public UpcastException(String message) {
    this(message, null);
  }

  /** With that message and what the upcaster threw. */
  public UpcastException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage()); // never null: the constructors see to that
  }
}
