package dev.gater.wire;

import dev.gater.Message;
import dev.gater.Position;
import dev.gater.event.Event;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A message as a node would deliver it, made by hand. */
record TestMessage(
    String id,
    String type,
    Instant time,
    Instant received,
    String source,
    String instance,
    String topic,
    long sequence,
    Position position,
    int schemaVersion,
    @Nullable Object data,
    Map<String, @Nullable Object> metadata)
    implements Message<Event> {

  static TestMessage of(@Nullable Object data) {
    return new TestMessage(
        "0k3-7",
        "registration_success",
        Instant.parse("2023-01-01T00:00:00Z"),
        Instant.parse("2023-01-01T00:00:01.250Z"),
        "gater:node-1",
        "health",
        "subscription_health:production_store:user_projection",
        7,
        new Position("e1", 7),
        1,
        data,
        Map.of());
  }

  TestMessage metadata(Map<String, ? extends @Nullable Object> other) {
    return new TestMessage(
        id,
        type,
        time,
        received,
        source,
        instance,
        topic,
        sequence,
        position,
        schemaVersion,
        data,
        new LinkedHashMap<>(other));
  }

  TestMessage time(Instant when, Instant accepted) {
    return new TestMessage(
        id,
        type,
        when,
        accepted,
        source,
        instance,
        topic,
        sequence,
        position,
        schemaVersion,
        data,
        metadata);
  }

  TestMessage envelope(String newId, String newType, String newSource, String newTopic) {
    return new TestMessage(
        newId,
        newType,
        time,
        received,
        newSource,
        instance,
        newTopic,
        sequence,
        position,
        schemaVersion,
        data,
        metadata);
  }

  TestMessage version(String newInstance, int newVersion) {
    return new TestMessage(
        id,
        type,
        time,
        received,
        source,
        newInstance,
        topic,
        sequence,
        position,
        newVersion,
        data,
        metadata);
  }

  @Override
  public Optional<Event> event() {
    return Optional.empty();
  }
}
