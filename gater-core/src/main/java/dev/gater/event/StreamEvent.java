package dev.gater.event;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One event of an event-sourced stream. Its type is the domain's own word ({@code commit_made}), so
 * this record stands for every type on {@code event_stream} that has no record of its own. A
 * message without data reads as an empty map.
 *
 * @param streamId the stream it was appended to; one topic segment
 * @param eventType the message's type, snake_case by convention
 * @param data the event's own data, JSON-like: strings, numbers, booleans, nulls, lists and maps of
 *     these. It is copied deeply and is the whole data of the message
 */
@EventType(topic = "event_stream:{stream_id}", type = "{event_type}")
public record StreamEvent(String streamId, String eventType, Map<String, @Nullable Object> data)
    implements DomainEvent {

  public StreamEvent {
    Objects.requireNonNull(streamId, "streamId");
    Objects.requireNonNull(eventType, "eventType");
    data = Frozen.map(Objects.requireNonNull(data, "data"));
  }
}
