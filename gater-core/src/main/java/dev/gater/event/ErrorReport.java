package dev.gater.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An error worth a look: one occurrence, or many of the same counted together.
 *
 * @param errorType the exception's class or the error's code
 * @param stackTrace frames, innermost first
 * @param occurrences how often, if counted together
 * @param correlationId ties together what belongs to one request across services
 * @param context what was going on, JSON-like
 */
@EventType(topic = "error_reports:{service}")
public record ErrorReport(
    String service,
    String errorType,
    @Nullable String message,
    @Nullable Severity severity,
    @Nullable List<String> stackTrace,
    @Nullable Long occurrences,
    @Nullable Instant firstSeen,
    @Nullable Instant lastSeen,
    @Nullable String correlationId,
    @Nullable Map<String, @Nullable Object> context)
    implements LoggingEvent {

  public ErrorReport {
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(errorType, "errorType");
    stackTrace = stackTrace == null ? null : List.copyOf(stackTrace);
    context = context == null ? null : Frozen.map(context);
  }

  /** Leaves the other components open. */
  public ErrorReport(String service, String errorType, @Nullable String message) {
    this(service, errorType, message, null, null, null, null, null, null, null);
  }
}
