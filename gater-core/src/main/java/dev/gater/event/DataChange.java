package dev.gater.event;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Kept data was created, changed or deleted.
 *
 * @param userId the user or process that did it
 * @param resource what was changed
 * @param storeId the event store it concerns
 * @param before the fields concerned as they were, JSON-like
 * @param after the same fields as they are now, JSON-like
 * @param reason why, in words or as a short code
 * @param ipAddress the address the request came from, as text
 * @param sessionId the session it happened in
 */
@EventType(topic = "audit_trail:data_changes")
public record DataChange(
    String userId,
    String resource,
    Operation operation,
    @Nullable String storeId,
    @Nullable Map<String, @Nullable Object> before,
    @Nullable Map<String, @Nullable Object> after,
    @Nullable String reason,
    @Nullable String ipAddress,
    @Nullable String sessionId)
    implements AuditEvent {

  /** What was done to the data. */
  public enum Operation {
    CREATE,
    UPDATE,
    DELETE
  }

  public DataChange {
    Objects.requireNonNull(userId, "userId");
    Objects.requireNonNull(resource, "resource");
    Objects.requireNonNull(operation, "operation");
    before = before == null ? null : Frozen.map(before);
    after = after == null ? null : Frozen.map(after);
  }

  /** Leaves the other components open. */
  public DataChange(String userId, String resource, Operation operation) {
    this(userId, resource, operation, null, null, null, null, null, null);
  }
}
