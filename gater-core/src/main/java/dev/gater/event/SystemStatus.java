package dev.gater.event;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A component entered another phase of its life.
 *
 * @param reason why, in words or as a short code
 * @param version the version of the component that runs
 * @param uptimeMs milliseconds since it started
 * @param details whatever else the component tells, JSON-like
 */
@EventType(topic = "system_status:{component}", type = "{state}")
public record SystemStatus(
    String component,
    State state,
    @Nullable String reason,
    @Nullable String version,
    @Nullable Long uptimeMs,
    @Nullable Map<String, @Nullable Object> details)
    implements SystemEvent {

  /** The phase entered; it is the type of the message. */
  public enum State {
    /** Not serving yet. */
    STARTING,
    RUNNING,
    /** Serving, with something missing or slow. */
    DEGRADED,
    /** Out of service on purpose. */
    MAINTENANCE,
    /** Finishing what it accepted. */
    STOPPING,
    STOPPED,
    /** Stopped without being asked to. */
    FAILED
  }

  public SystemStatus {
    Objects.requireNonNull(component, "component");
    Objects.requireNonNull(state, "state");
    details = details == null ? null : Frozen.map(details);
  }

  /** Leaves the other components open. */
  public SystemStatus(String component, State state) {
    this(component, state, null, null, null, null);
  }
}
