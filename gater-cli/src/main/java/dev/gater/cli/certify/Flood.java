package dev.gater.cli.certify;

/**
 * Bad parties that overwhelm one part of a node, to see what the others feel. One thread starts it
 * and stops it, once each.
 */
public interface Flood {

  /** The instance that is flooded. */
  String instance();

  /** Begins. Returns when it is under way, soon in any case. */
  void start();

  /** Ends: lets all parties go, waits a bounded time for them, and says what they did. */
  FloodFigures stop();
}
