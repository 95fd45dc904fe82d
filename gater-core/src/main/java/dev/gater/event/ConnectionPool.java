package dev.gater.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state of a pool of connections.
 *
 * @param pool its name
 * @param active connections in use
 * @param idle connections ready for use
 * @param maxSize connections it may open
 * @param waiting callers that wait for one
 * @param acquireTimeMs milliseconds a caller waits at present
 * @param timeouts callers that gave up since the pool began
 */
@EventType(topic = "diagnostics:connection_pool")
public record ConnectionPool(
    String pool,
    int active,
    int idle,
    @Nullable Integer maxSize,
    @Nullable Integer waiting,
    @Nullable Double acquireTimeMs,
    @Nullable Long timeouts)
    implements DiagnosticsEvent {

  public ConnectionPool {
    Objects.requireNonNull(pool, "pool");
  }

  /** Leaves the other components open. */
  public ConnectionPool(String pool, int active, int idle) {
    this(pool, active, idle, null, null, null, null);
  }
}
