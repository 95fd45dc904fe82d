package dev.gater.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A known user was allowed or denied something, or their rights changed.
 *
 * @param userId null for somebody who has not authenticated
 * @param action what they wanted to do
 * @param resource what they wanted to do it to
 * @param permission the permission or role in question
 * @param reason why, in words or as a short code
 * @param ipAddress the address the request came from, as text
 * @param sessionId the session it happened in
 */
@EventType(topic = "security_events:authorization", type = "{state}")
public record AuthorizationEvent(
    State state,
    @Nullable String userId,
    @Nullable String action,
    @Nullable String resource,
    @Nullable String permission,
    @Nullable String reason,
    @Nullable String ipAddress,
    @Nullable String sessionId)
    implements SecurityEvent {

  /** The outcome; it is the type of the message. */
  public enum State {
    AUTHORIZATION_GRANTED,
    AUTHORIZATION_DENIED,
    /** The user may more than before. */
    PERMISSION_ADDED,
    /** The user may less than before. */
    PERMISSION_REMOVED
  }

  public AuthorizationEvent {
    Objects.requireNonNull(state, "state");
  }

  /** Leaves the other components open. */
  public AuthorizationEvent(
      State state, @Nullable String userId, @Nullable String action, @Nullable String resource) {
    this(state, userId, action, resource, null, null, null, null);
  }
}
