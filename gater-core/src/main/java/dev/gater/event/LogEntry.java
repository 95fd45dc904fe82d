package dev.gater.event;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One line of a log.
 *
 * @param logger the logger's name
 * @param thread the name of the thread that logged
 * @param node the node it ran on
 * @param errorType the class of the exception logged with it
 * @param stackTrace its frames, innermost first
 * @param correlationId ties together what belongs to one request across services
 */
@EventType(topic = "logs:{service}:{level}")
public record LogEntry(
    String service,
    LogLevel level,
    String message,
    @Nullable String logger,
    @Nullable String thread,
    @Nullable String node,
    @Nullable String errorType,
    @Nullable List<String> stackTrace,
    @Nullable String correlationId)
    implements LoggingEvent {

  public LogEntry {
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(level, "level");
    Objects.requireNonNull(message, "message");
    stackTrace = stackTrace == null ? null : List.copyOf(stackTrace);
  }

  /** Leaves the other components open. */
  public LogEntry(String service, LogLevel level, String message) {
    this(service, level, message, null, null, null, null, null, null);
  }
}
