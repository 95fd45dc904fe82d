package dev.gater.event;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a health check of a component.
 *
 * @param reason why, in words or as a short code
 * @param checkTimeMs milliseconds the check took
 * @param failingDependencies what it needs and does not get
 * @param details whatever else the check tells, JSON-like
 */
@EventType(topic = "component_health:{component}", type = "{state}")
public record ComponentHealth(
    String component,
    HealthState state,
    @Nullable String reason,
    @Nullable Long checkTimeMs,
    @Nullable List<String> failingDependencies,
    @Nullable Map<String, @Nullable Object> details)
    implements HealthEvent {

  public ComponentHealth {
    Objects.requireNonNull(component, "component");
    Objects.requireNonNull(state, "state");
    failingDependencies = failingDependencies == null ? null : List.copyOf(failingDependencies);
    details = details == null ? null : Frozen.map(details);
  }

  /** Leaves the other components open. */
  public ComponentHealth(String component, HealthState state) {
    this(component, state, null, null, null, null);
  }
}
