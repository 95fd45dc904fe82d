package dev.gater.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Somebody reached for what they may not have.
 *
 * @param resource what was reached for; one topic segment
 * @param action what was tried
 * @param userId null for somebody who has not authenticated
 * @param ipAddress the address the request came from, as text
 * @param rule the rule that forbids it
 * @param reason why, in words or as a short code
 * @param blocked false if it went through and was noticed only afterwards
 * @param sessionId the session it happened in
 */
@EventType(topic = "access_violations:{resource}")
public record AccessViolation(
    String resource,
    String action,
    @Nullable String userId,
    @Nullable String ipAddress,
    @Nullable String rule,
    @Nullable String reason,
    @Nullable Boolean blocked,
    @Nullable String sessionId)
    implements SecurityEvent {

  public AccessViolation {
    Objects.requireNonNull(resource, "resource");
    Objects.requireNonNull(action, "action");
  }

  /** Leaves the other components open. */
  public AccessViolation(String resource, String action, @Nullable String userId) {
    this(resource, action, userId, null, null, null, null, null);
  }
}
