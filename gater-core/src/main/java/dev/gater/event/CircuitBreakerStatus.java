package dev.gater.event;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A circuit breaker changed its state.
 *
 * @param service the service called through the breaker
 * @param failureCount failures that count now
 * @param failureThreshold failures at which it opens
 * @param nextAttemptAt when it will let a call through again
 * @param reason why, in words or as a short code
 */
@EventType(topic = "circuit_breaker_status:{service}", type = "{state}")
public record CircuitBreakerStatus(
    String service,
    State state,
    @Nullable Long failureCount,
    @Nullable Long failureThreshold,
    @Nullable Instant openedAt,
    @Nullable Instant nextAttemptAt,
    @Nullable String reason)
    implements HealthEvent {

  /** The breaker's state; it is the type of the message. */
  public enum State {
    /** Calls pass. */
    CLOSED,
    /** Calls are refused. */
    OPEN,
    /** A few calls pass, to find out. */
    HALF_OPEN
  }

  public CircuitBreakerStatus {
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(state, "state");
  }

  /** Leaves the other components open. */
  public CircuitBreakerStatus(String service, State state) {
    this(service, state, null, null, null, null, null);
  }
}
