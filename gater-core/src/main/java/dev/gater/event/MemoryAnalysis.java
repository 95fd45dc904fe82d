package dev.gater.event;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What memory is used for.
 *
 * @param component the process or part analysed
 * @param directUsedBytes in direct buffers
 * @param gcCount collections since the process started
 * @param gcTimeMs milliseconds spent in them
 * @param moment when in a collection it was taken: {@code before_gc}, {@code after_gc}
 * @param bytesByType the largest types with their bytes, JSON-like
 */
@EventType(topic = "diagnostics:memory_analysis")
public record MemoryAnalysis(
    String component,
    long heapUsedBytes,
    @Nullable Long heapCommittedBytes,
    @Nullable Long heapMaxBytes,
    @Nullable Long nonHeapUsedBytes,
    @Nullable Long directUsedBytes,
    @Nullable Long gcCount,
    @Nullable Long gcTimeMs,
    @Nullable String moment,
    @Nullable Map<String, @Nullable Object> bytesByType)
    implements DiagnosticsEvent {

  public MemoryAnalysis {
    Objects.requireNonNull(component, "component");
    bytesByType = bytesByType == null ? null : Frozen.map(bytesByType);
  }

  /** Leaves the other components open. */
  public MemoryAnalysis(String component, long heapUsedBytes) {
    this(component, heapUsedBytes, null, null, null, null, null, null, null, null);
  }
}
