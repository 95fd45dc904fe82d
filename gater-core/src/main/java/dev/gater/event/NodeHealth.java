package dev.gater.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a node of the cluster fares.
 *
 * @param reason why, in words or as a short code
 * @param cpuLoad 0.0 idle to 1.0 all processors busy
 * @param diskFreeBytes free where the node keeps its data
 * @param connectedPeers other nodes it reaches
 */
@EventType(topic = "node_health:{node}", type = "{state}")
public record NodeHealth(
    String node,
    HealthState state,
    @Nullable String reason,
    @Nullable Double cpuLoad,
    @Nullable Long memoryUsedBytes,
    @Nullable Long memoryMaxBytes,
    @Nullable Long diskFreeBytes,
    @Nullable Integer connectedPeers)
    implements HealthEvent {

  public NodeHealth {
    Objects.requireNonNull(node, "node");
    Objects.requireNonNull(state, "state");
  }

  /** Leaves the other components open. */
  public NodeHealth(String node, HealthState state) {
    this(node, state, null, null, null, null, null, null);
  }
}
