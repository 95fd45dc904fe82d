package dev.gater.bench.peer;

import dev.gater.Gap;
import dev.gater.Gater;
import dev.gater.GaterConfig;
import dev.gater.Handler;
import dev.gater.Message;
import dev.gater.Policy;
import dev.gater.PubSub;
import dev.gater.Topic;
import dev.gater.WhenFull;
import dev.gater.event.Event;
import java.time.Duration;
import java.util.Objects;

/**
 * Gater, embedded, through handles on topics.
 *
 * <p>Workloads run on the instance {@code events} with its default policy, but for the bounds,
 * which are those of every bounded peer, and for the longest wait: a publication that is refused
 * after a second would make the run incomparable. The flood runs on {@code metrics}, the alerts
 * beside it on {@code alerts}, both with their default policies.
 */
final class GaterPeer implements Peer {
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
  private static final Duration LONGEST_DRAIN = Duration.ofSeconds(10);

  private static GaterConfig config() {
    return GaterConfig.defaults()
        .instance(
            "events",
            policy ->
                policy
                    .whenFull(WhenFull.waitFor(LONGEST_WAIT))
                    .ring(Contender.QUEUE)
                    .queue(Contender.QUEUE));
  }

  /** The policies in a line. */
  static String setting() {
    Policy events = Objects.requireNonNull(config().policies().get("events"));
    return "events: "
        + when(events)
        + ", ring %d, queue %d, slow subscriber %s, %s of history; the flood: metrics, which %s, alerts, which %s"
            .formatted(
                events.ring(),
                events.queue(),
                events.slowSubscriber(),
                events.memory(),
                when(Policy.of("metrics")),
                when(Policy.of("alerts")));
  }

  private static String when(Policy policy) {
    return switch (policy.whenFull()) {
      case WhenFull.Refuse _ -> "refuses when full";
      case WhenFull.Wait wait -> "waits " + wait.atMost().toSeconds() + " s when full";
    };
  }

  @Override
  public Bus open(Shape shape, Receiver[] receivers) {
    Gater gater = Gater.open(config());
    return new Instance(gater, topics(gater.events(), shape, receivers), true);
  }

  @Override
  public Two openTwo(Shape flooded, Receiver[] ofFlooded, Shape calm, Receiver[] ofCalm) {
    Gater gater = Gater.open(GaterConfig.defaults());
    return new Two(
        new Instance(gater, topics(gater.metrics(), flooded, ofFlooded), false),
        new Instance(gater, topics(gater.alerts(), calm, ofCalm), true));
  }

  private static <E extends Event> Topic[] topics(
      PubSub<E> instance, Shape shape, Receiver[] receivers) {
    Receiver[][] byTopic = shape.byTopic(receivers);
    Topic[] topics = new Topic[byTopic.length];
    for (int i = 0; i < topics.length; i++) {
      topics[i] = instance.topic("bench:" + i);
      for (Receiver receiver : byTopic[i]) {
        instance.subscribe(topics[i].name(), new Passing<E>(receiver));
      }
    }
    return topics;
  }

  private record Passing<E extends Event>(Receiver receiver) implements Handler<E> {
    @Override
    public void handle(Message<E> message) {
      Object data = message.data();
      if (data instanceof Long value) {
        receiver.take(value);
      } else {
        throw new IllegalStateException("not what was published: " + data);
      }
    }

    @Override
    public void gap(Gap gap) {
      receiver.missed(gap.to() - gap.from() + 1);
    }
  }

  /** Two buses of one node may each be told to close; the one that owns the node does. */
  private static final class Instance implements Bus {
    private final Gater gater;
    private final Topic[] topics;
    private final boolean ownsNode;

    Instance(Gater gater, Topic[] topics, boolean ownsNode) {
      this.gater = gater;
      this.topics = topics;
      this.ownsNode = ownsNode;
    }

    @Override
    public boolean publish(int topic, Long value) {
      return topics[topic].publish("count", value).accepted();
    }

    @Override
    public void close() {
      if (ownsNode) {
        gater.drain(LONGEST_DRAIN);
      }
    }
  }
}
