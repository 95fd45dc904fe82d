package dev.gater.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a component takes of the machine. Absent figures were not measured.
 *
 * @param cpuLoad 0.0 idle to 1.0 all processors busy
 * @param memoryMaxBytes the most it may take
 */
@EventType(topic = "resource_usage:{component}")
public record ResourceUsage(
    String component,
    @Nullable Double cpuLoad,
    @Nullable Long memoryUsedBytes,
    @Nullable Long memoryMaxBytes,
    @Nullable Long diskUsedBytes,
    @Nullable Long diskFreeBytes,
    @Nullable Integer threads,
    @Nullable Long openFiles,
    @Nullable Long connections)
    implements MetricsEvent {

  public ResourceUsage {
    Objects.requireNonNull(component, "component");
  }

  /** Leaves the other components open. */
  public ResourceUsage(String component, @Nullable Double cpuLoad, @Nullable Long memoryUsedBytes) {
    this(component, cpuLoad, memoryUsedBytes, null, null, null, null, null, null);
  }
}
