package dev.gater.event;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A node left the cluster.
 *
 * @param graceful true if it said goodbye, false if it fell silent
 * @param reason why, in words or as a short code
 * @param cluster the cluster's name
 * @param peers the nodes that remain
 * @param uptimeMs milliseconds it was a member
 */
@EventType(topic = "node_lifecycle:{node}")
public record NodeLeft(
    String node,
    @Nullable Boolean graceful,
    @Nullable String reason,
    @Nullable String cluster,
    @Nullable List<String> peers,
    @Nullable Long uptimeMs)
    implements LifecycleEvent {

  public NodeLeft {
    Objects.requireNonNull(node, "node");
    peers = peers == null ? null : List.copyOf(peers);
  }

  /** Leaves the other components open. */
  public NodeLeft(String node, @Nullable Boolean graceful) {
    this(node, graceful, null, null, null, null);
  }
}
