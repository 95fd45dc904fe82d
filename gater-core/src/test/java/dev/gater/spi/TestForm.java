package dev.gater.spi;

import dev.gater.Message;
import java.time.Instant;

/** Takes test messages apart and makes them again. */
public final class TestForm implements MessageForm {
  @Override
  public MessageFields take(Message<?> message) {
    return new MessageFields(
        message.sequence(),
        message.received().toEpochMilli(),
        message.topic(),
        message.type(),
        message.schemaVersion(),
        message.data(),
        message.metadata(),
        null,
        null,
        null,
        0,
        false);
  }

  @Override
  public Message<?> make(String epoch, String source, MessageFields fields) {
    return new TestMessage(
        epoch,
        fields.sequence(),
        fields.topic(),
        Instant.ofEpochMilli(fields.receivedMillis()),
        fields.data());
  }
}
