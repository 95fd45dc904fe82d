package dev.gater.engine.message;

/** A subscription as a message remembers it: by a number, not to keep it alive. */
public interface Sender {

  /** Unique in this JVM, at least 1. */
  long number();
}
