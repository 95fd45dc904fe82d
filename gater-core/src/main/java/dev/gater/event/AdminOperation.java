package dev.gater.event;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Somebody operated the system with an administrator's rights.
 *
 * @param action what, snake_case: {@code package_upgrade}
 * @param resource to what
 * @param storeId the event store it concerns
 * @param ipAddress the address the request came from, as text
 * @param sessionId the session it happened in
 * @param outcome {@code ok} or the sort of failure
 * @param reason why it was done, a ticket for instance
 * @param approvedBy the second pair of eyes, where one is needed
 * @param details the operation's parameters, JSON-like; leave secrets out
 */
@EventType(topic = "audit_trail:admin_operations")
public record AdminOperation(
    String userId,
    String action,
    String resource,
    @Nullable String storeId,
    @Nullable String ipAddress,
    @Nullable String sessionId,
    @Nullable String outcome,
    @Nullable String reason,
    @Nullable String approvedBy,
    @Nullable Map<String, @Nullable Object> details)
    implements AuditEvent {

  public AdminOperation {
    Objects.requireNonNull(userId, "userId");
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(resource, "resource");
    details = details == null ? null : Frozen.map(details);
  }

  /** Leaves the other components open. */
  public AdminOperation(String userId, String action, String resource) {
    this(userId, action, resource, null, null, null, null, null, null, null);
  }
}
