package dev.gater.soak;

import dev.gater.Publication;
import dev.gater.Publication.Reason;
import dev.gater.PublishOptions;
import dev.gater.Topic;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Publishes on one instance and numbers its messages. Used by one thread at a time. */
final class Publisher {
  private static final String TYPE = "numbered";

  private final Hall hall;
  private final int id;
  private final RandomGenerator random;
  private int number;
  private long lastSequence;

  Publisher(Hall hall, int id, RandomGenerator random) {
    this.hall = hall;
    this.id = id;
    this.random = random;
  }

  /** Publishes to a topic that is drawn, by a way that is drawn. */
  Reason publish(int firstTopic, int afterLastTopic, @Nullable Visitor sender) {
    if (!hall.chronicle.reserve()) {
      return Reason.CLOSED;
    }
    int topic = random.nextInt(firstTopic, afterLastTopic);
    long mark = Chronicle.mark(id, ++number, topic);
    boolean excluding = sender != null && sender.subscription() != null && random.nextBoolean();
    Publication made = publish(topic, mark, excluding ? sender : null);
    if (made.accepted()) {
      hall.faults.unless(
          made.sequence() > lastSequence, "publisher %d was answered %d late", id, lastSequence);
      lastSequence = made.sequence();
      hall.chronicle.accepted(
          made.sequence(), mark, excluding && sender != null ? sender.id : 0, hall.faults);
    }
    return made.reason();
  }

  private Publication publish(int topic, long mark, @Nullable Visitor sender) {
    Topic handle = hall.topics.get(topic);
    PublishOptions options =
        PublishOptions.none().from(sender == null ? null : sender.subscription());
    return switch (random.nextInt(3)) {
      case 0 -> handle.publish(TYPE, mark, options);
      case 1 -> hall.instance.publish(handle.name(), TYPE, mark, options);
      default -> hall.instance.publish(handle.name(), TYPE, mark, options.local());
    };
  }
}
