package dev.gater.stress;

import dev.gater.Policy;
import dev.gater.PublishOptions;
import dev.gater.engine.message.MessageFactory;
import dev.gater.engine.message.Origin;
import dev.gater.engine.message.StoredMessage;
import dev.gater.engine.route.Destination;
import dev.gater.spi.SchemaCheck;
import java.util.stream.IntStream;

/** Messages to hand about. */
public final class Messages {
  /** Where they are published. */
  public static final String INSTANCE = "events";

  private static final Origin ORIGIN = new Origin(INSTANCE, "/gater/stress", "epoch");
  private static final Destination TOPIC = new Destination(ORIGIN, "topic");

  private static final MessageFactory FACTORY =
      new MessageFactory(
          ORIGIN,
          Policy.of(INSTANCE),
          SchemaCheck.known(),
          topic -> new Destination(ORIGIN, topic));

  private Messages() {}

  /** One that no ring has given a number yet. */
  public static StoredMessage unnumbered() {
    return (StoredMessage) FACTORY.raw(TOPIC, "tested", null, PublishOptions.none());
  }

  /** The first of an instance, with the numbers from 1 on. To be shared, as they don't change. */
  public static StoredMessage[] numbered(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(number -> {
          StoredMessage message = unnumbered();
          message.accept(number, 1, 0);
          return message;
        })
        .toArray(StoredMessage[]::new);
  }
}
