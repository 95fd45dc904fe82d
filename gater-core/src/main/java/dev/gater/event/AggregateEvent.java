package dev.gater.event;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One event of an aggregate. Like {@link StreamEvent}, it stands for every type on {@code
 * aggregate_events} that has no record of its own, and reads a message without data as an empty
 * map.
 *
 * @param aggregateId the aggregate it changed; one topic segment
 * @param eventType the message's type, snake_case by convention
 * @param data the event's own data, JSON-like: strings, numbers, booleans, nulls, lists and maps of
 *     these. It is copied deeply and is the whole data of the message
 */
@EventType(topic = "aggregate_events:{aggregate_id}", type = "{event_type}")
public record AggregateEvent(
    String aggregateId, String eventType, Map<String, @Nullable Object> data)
    implements DomainEvent {

  public AggregateEvent {
    Objects.requireNonNull(aggregateId, "aggregateId");
    Objects.requireNonNull(eventType, "eventType");
    data = Frozen.map(Objects.requireNonNull(data, "data"));
  }
}
