package dev.gater.spi;

import dev.gater.event.EventSchema;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells whether raw data fits the schema of its type. Types that nobody registered always fit. */
@FunctionalInterface
public interface SchemaCheck {

  /**
   * The first thing in which the data is not what its schema says, naming the field, or empty where
   * it fits. Called on the publisher's thread; must not block.
   *
   * @param version the schema version the publisher claims, 0 for the current one
   */
  Optional<String> mismatch(
      String instance,
      String topic,
      String type,
      int version,
      @Nullable Object data,
      Map<String, ?> metadata);

  /** Checks Gater's own event types and lets every other pass. */
  static SchemaCheck known() {
    return (instance, topic, type, version, data, metadata) ->
        EventSchema.isRegistered(instance, type)
            ? EventSchema.find(instance, topic.split(":", 2)[0], type)
                .filter(schema -> version == 0 || version == schema.version())
                .flatMap(schema -> schema.mismatch(topic, type, data, metadata))
            : Optional.empty(); // the usual case of a program's own events, which allocates nothing
  }
}
