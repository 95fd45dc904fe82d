package dev.gater.event;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A user did something.
 *
 * @param action what, snake_case: {@code delete_subscription}
 * @param resource to what
 * @param storeId the event store it concerns
 * @param ipAddress the address the request came from, as text
 * @param sessionId the session it happened in
 * @param outcome {@code ok} or the sort of failure
 * @param details the action's parameters, JSON-like; leave secrets out
 */
@EventType(topic = "audit_trail:user_actions")
public record UserAction(
    String userId,
    String action,
    String resource,
    @Nullable String storeId,
    @Nullable String ipAddress,
    @Nullable String sessionId,
    @Nullable String outcome,
    @Nullable Map<String, @Nullable Object> details)
    implements AuditEvent {

  public UserAction {
    Objects.requireNonNull(userId, "userId");
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(resource, "resource");
    details = details == null ? null : Frozen.map(details);
  }

  /** Leaves the other components open. */
  public UserAction(String userId, String action, String resource) {
    this(userId, action, resource, null, null, null, null, null);
  }
}
