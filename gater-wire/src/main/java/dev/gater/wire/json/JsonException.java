package dev.gater.wire.json;

/**
 * Bytes are not the JSON they should be. The message is one plain sentence that names the reason
 * and the place.
 */
public final class JsonException extends RuntimeException {

  /** With that message. */
  public JsonException(String message) {
    // Bad input is an everyday thing for a reader of other people's bytes: no stack trace.
    super(message, null, false, false);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage()); // never null: the constructors see to that
  }
}
