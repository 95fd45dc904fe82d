package dev.gater.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Protected data was looked at.
 *
 * @param resource what was looked at
 * @param purpose what for
 * @param granted false if they were turned away
 * @param recordCount how many records they saw
 * @param storeId the event store it concerns
 * @param ipAddress the address the request came from, as text
 * @param sessionId the session it happened in
 */
@EventType(topic = "audit_trail:access")
public record AccessRecord(
    String userId,
    String resource,
    @Nullable String purpose,
    @Nullable Boolean granted,
    @Nullable Long recordCount,
    @Nullable String storeId,
    @Nullable String ipAddress,
    @Nullable String sessionId)
    implements AuditEvent {

  public AccessRecord {
    Objects.requireNonNull(userId, "userId");
    Objects.requireNonNull(resource, "resource");
  }

  /** Leaves the other components open. */
  public AccessRecord(String userId, String resource) {
    this(userId, resource, null, null, null, null, null, null);
  }
}
