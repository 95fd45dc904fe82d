package dev.gater.event;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Errors of one sort, counted and traced to a cause.
 *
 * @param errorType the exception's class or the error's code
 * @param rootCause in words
 * @param stackTrace frames they have in common, innermost first
 * @param relatedErrors other sorts that come with it
 */
@EventType(topic = "diagnostics:error_analysis")
public record ErrorAnalysis(
    String component,
    String errorType,
    long occurrences,
    @Nullable String rootCause,
    @Nullable List<String> stackTrace,
    @Nullable Instant firstSeen,
    @Nullable Instant lastSeen,
    @Nullable List<String> relatedErrors)
    implements DiagnosticsEvent {

  public ErrorAnalysis {
    Objects.requireNonNull(component, "component");
    Objects.requireNonNull(errorType, "errorType");
    stackTrace = stackTrace == null ? null : List.copyOf(stackTrace);
    relatedErrors = relatedErrors == null ? null : List.copyOf(relatedErrors);
  }

  /** Leaves the other components open. */
  public ErrorAnalysis(String component, String errorType, long occurrences) {
    this(component, errorType, occurrences, null, null, null, null, null);
  }
}
