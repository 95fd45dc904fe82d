package dev.gater.event;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where time went: a slow call caught in the act, or a sample of a profiler.
 *
 * @param component what was slow or sampled
 * @param operation the call or step
 * @param durationMs milliseconds, so far if it has not ended
 * @param budgetMs milliseconds it was allowed
 * @param thread the name of its thread
 * @param stackTrace frames of that thread, innermost first
 * @param instance the instance concerned
 * @param subscription the subscription whose handler it is
 * @param messageTopic the topic of the message being handled
 * @param traceId W3C trace id, 32 hexadecimal digits
 * @param spanId W3C span id, 16 hexadecimal digits
 */
@EventType(topic = "diagnostics:performance_trace")
public record PerformanceTrace(
    String component,
    @Nullable String operation,
    @Nullable Double durationMs,
    @Nullable Double budgetMs,
    @Nullable String thread,
    @Nullable List<String> stackTrace,
    @Nullable String instance,
    @Nullable String subscription,
    @Nullable String messageTopic,
    @Nullable String traceId,
    @Nullable String spanId)
    implements DiagnosticsEvent {

  public PerformanceTrace {
    Objects.requireNonNull(component, "component");
    stackTrace = stackTrace == null ? null : List.copyOf(stackTrace);
  }

  /** Leaves the other components open. */
  public PerformanceTrace(
      String component, @Nullable String operation, @Nullable Double durationMs) {
    this(component, operation, durationMs, null, null, null, null, null, null, null, null);
  }
}
