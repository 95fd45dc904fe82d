package dev.gater.event;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A node joined the cluster.
 *
 * @param cluster the cluster's name
 * @param address host and port it is reached at
 * @param version the version of Gater it runs
 * @param peers the nodes it sees, itself not among them
 */
@EventType(topic = "node_lifecycle:{node}")
public record NodeJoined(
    String node,
    @Nullable String cluster,
    @Nullable String address,
    @Nullable String version,
    @Nullable List<String> peers)
    implements LifecycleEvent {

  public NodeJoined {
    Objects.requireNonNull(node, "node");
    peers = peers == null ? null : List.copyOf(peers);
  }

  /** Leaves the other components open. */
  public NodeJoined(String node) {
    this(node, null, null, null, null);
  }
}
