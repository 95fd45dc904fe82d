package dev.gater.bench.peer;

/** An open peer with its subscribers in place. */
public interface Bus extends AutoCloseable {

  /**
   * Publishes on that topic, as the peer does when it is full: most wait.
   *
   * @param value boxed by the caller, so that no peer is charged for it
   * @return whether it was accepted
   */
  boolean publish(int topic, Long value);

  /**
   * Ends all threads of the bus. Called when nothing is published any more and nothing is stuck.
   */
  @Override
  void close();
}
