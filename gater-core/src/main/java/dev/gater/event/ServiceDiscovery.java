package dev.gater.event;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A service appeared on a node, changed its availability there, or went.
 *
 * @param node the node that offers the service
 * @param address host name or IP address to reach it at
 * @param port TCP port, 1 to 65535
 * @param tags labels to select the service by
 */
@EventType(topic = "service_discovery:{node}", type = "{state}")
public record ServiceDiscovery(
    String node,
    String service,
    State state,
    @Nullable String address,
    @Nullable Integer port,
    @Nullable String version,
    @Nullable List<String> tags)
    implements SystemEvent {

  /** What became of the service; it is the type of the message. */
  public enum State {
    REGISTERED,
    /** It takes requests. */
    AVAILABLE,
    /** It is known and takes none. */
    UNAVAILABLE,
    DEREGISTERED
  }

  public ServiceDiscovery {
    Objects.requireNonNull(node, "node");
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(state, "state");
    tags = tags == null ? null : List.copyOf(tags);
  }

  /** Leaves the other components open. */
  public ServiceDiscovery(String node, String service, State state) {
    this(node, service, state, null, null, null, null);
  }
}
