package dev.gater;

/** A configuration can't be used. The message names the place, the reason and the cure. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With that message. */
  public ConfigException(String message) {
    super(message);
  }

  /** With that message and the exception behind it. */
  public ConfigException(String message, Throwable cause) {
    super(message, cause);
  }
}
