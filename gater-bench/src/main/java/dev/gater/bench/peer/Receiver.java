package dev.gater.bench.peer;

/** One subscriber's handler. Called for one message at a time, on any thread. */
public interface Receiver {

  /** Takes one message. */
  void take(long value);

  /** Told that this many messages will not come, where a peer says so. */
  default void missed(long messages) {}
}
