package dev.gater.bench.peer;

import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;

/**
 * The JDK's own publisher. It knows no topics: a publisher a topic, all on the same two threads.
 */
final class SubmissionPeer implements Peer {

  @Override
  public Bus open(Shape shape, Receiver[] receivers) {
    BoundedPool pool = BoundedPool.named("submission");
    Receiver[][] byTopic = shape.byTopic(receivers);
    Flows flows = new Flows(new Topic[byTopic.length], pool);
    for (int topic = 0; topic < byTopic.length; topic++) {
      SubmissionPublisher<Long> publisher = new SubmissionPublisher<>(pool, Contender.QUEUE);
      flows.topics[topic] = new Topic(publisher);
      for (Receiver receiver : byTopic[topic]) {
        publisher.subscribe(new Endless(receiver));
      }
    }
    return flows;
  }

  private record Endless(Receiver receiver) implements Flow.Subscriber<Long> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Long value) {
      receiver.take(value);
    }

    @Override
    public void onError(Throwable thrown) {
      throw new IllegalStateException(thrown);
    }

    @Override
    public void onComplete() {}
  }

  /** One publisher; an array of the generic type itself can't be made. */
  private record Topic(SubmissionPublisher<Long> publisher) {}

  private static final class Flows implements Bus {
    private final Topic[] topics;
    private final BoundedPool pool;

    Flows(Topic[] topics, BoundedPool pool) {
      this.topics = topics;
      this.pool = pool;
    }

    @Override
    public boolean publish(int topic, Long value) {
      topics[topic].publisher.submit(value);
      return true;
    }

    @Override
    public void close() {
      for (Topic topic : topics) {
        topic.publisher.close();
      }
      pool.end();
    }
  }
}
