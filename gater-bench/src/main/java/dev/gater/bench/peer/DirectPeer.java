package dev.gater.bench.peer;

/**
 * The publisher calls the handlers itself. This is the floor: no thread, no queue, no isolation,
 * and nothing that a publish/subscribe system is for.
 */
final class DirectPeer implements Peer {

  @Override
  public Bus open(Shape shape, Receiver[] receivers) {
    return new Loop(shape.byTopic(receivers));
  }

  private static final class Loop implements Bus {
    private final Receiver[][] byTopic;

    Loop(Receiver[][] byTopic) {
      this.byTopic = byTopic;
    }

    @Override
    public boolean publish(int topic, Long value) {
      for (Receiver receiver : byTopic[topic]) {
        receiver.take(value);
      }
      return true;
    }

    @Override
    public void close() {}
  }
}
