package dev.gater.event;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a process fares.
 *
 * @param pid the process, as its system names it
 * @param reason why, in words or as a short code
 * @param queueLength messages that wait for the process
 * @param lastHeartbeat when it last gave a sign of life
 */
@EventType(topic = "process_health:{component}", type = "{state}")
public record ProcessHealth(
    String component,
    HealthState state,
    @Nullable String pid,
    @Nullable String reason,
    @Nullable Long memoryBytes,
    @Nullable Long queueLength,
    @Nullable Instant lastHeartbeat)
    implements HealthEvent {

  public ProcessHealth {
    Objects.requireNonNull(component, "component");
    Objects.requireNonNull(state, "state");
  }

  /** Leaves the other components open. */
  public ProcessHealth(String component, HealthState state) {
    this(component, state, null, null, null, null, null);
  }
}
