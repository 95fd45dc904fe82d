package dev.gater.event;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A log entry whose variable parts are fields instead of text.
 *
 * @param message the constant part, the same for every entry of its sort
 * @param fields the variable parts, JSON-like; may be empty
 * @param logger the logger's name
 * @param correlationId ties together what belongs to one request across services
 * @param traceId W3C trace id, 32 hexadecimal digits
 * @param spanId W3C span id, 16 hexadecimal digits
 */
@EventType(topic = "structured_logs:{component}")
public record StructuredLogEntry(
    String component,
    LogLevel level,
    String message,
    Map<String, @Nullable Object> fields,
    @Nullable String logger,
    @Nullable String correlationId,
    @Nullable String traceId,
    @Nullable String spanId)
    implements LoggingEvent {

  public StructuredLogEntry {
    Objects.requireNonNull(component, "component");
    Objects.requireNonNull(level, "level");
    Objects.requireNonNull(message, "message");
    fields = Frozen.map(Objects.requireNonNull(fields, "fields"));
  }

  /** Leaves the other components open. */
  public StructuredLogEntry(
      String component, LogLevel level, String message, Map<String, @Nullable Object> fields) {
    this(component, level, message, fields, null, null, null, null);
  }
}
