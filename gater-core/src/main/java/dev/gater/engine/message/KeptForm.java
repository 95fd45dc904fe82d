package dev.gater.engine.message;

import dev.gater.Message;
import dev.gater.spi.MessageFields;
import dev.gater.spi.MessageForm;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Takes this engine's messages of one instance apart and makes them again. */
public final class KeptForm implements MessageForm {
  private final String instance;

  /** One an epoch: few, and all of them are in the log. */
  private final Map<String, Origin> origins = new ConcurrentHashMap<>();

  /** For that instance. */
  public KeptForm(String instance) {
    this.instance = instance;
  }

  @Override
  public MessageFields take(Message<?> message) {
    return ((StoredMessage) message).fields();
  }

  @Override
  public Message<?> make(String epoch, String source, MessageFields fields) {
    Origin origin = origins.computeIfAbsent(epoch, _ -> new Origin(instance, source, epoch));
    return StoredMessage.kept(origin, fields);
  }
}
