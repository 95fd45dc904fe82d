package dev.gater.engine.message;

import dev.gater.Publication;

/**
 * A publication that was not accepted.
 *
 * @param reason not {@code NONE}
 * @param detail in words
 */
public record Refusal(Reason reason, String detail) implements Publication {
  @Override
  public boolean accepted() {
    return false;
  }

  @Override
  public String id() {
    return "";
  }

  @Override
  public long sequence() {
    return 0;
  }
}
