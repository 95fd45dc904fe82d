package dev.gater.bench.peer;

/** Something that delivers what is published to all who subscribed. */
public interface Peer {

  /** Opens a bus with those receivers in place; the caller closes it. */
  Bus open(Shape shape, Receiver[] receivers);

  /**
   * Opens two buses that have nothing to do with each other: one that will be flooded, and a calm
   * one. Unless the peer knows better, these are two of whatever it is.
   */
  default Two openTwo(Shape flooded, Receiver[] ofFlooded, Shape calm, Receiver[] ofCalm) {
    return new Two(open(flooded, ofFlooded), open(calm, ofCalm));
  }

  /**
   * Two buses.
   *
   * @param flooded the one that will be flooded
   * @param calm the other
   */
  record Two(Bus flooded, Bus calm) implements AutoCloseable {
    @Override
    public void close() {
      try (calm) {
        flooded.close();
      }
    }
  }
}
