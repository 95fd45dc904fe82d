package dev.gater.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Somebody proved who they are, or failed to.
 *
 * @param userId who they claim to be; null if the attempt did not say
 * @param ipAddress the address the request came from, as text
 * @param reason why it failed, {@code invalid_credentials}
 * @param attemptCount attempts so far, this one included
 * @param userAgent the client's own description of itself
 * @param method how: {@code password}, {@code token}, {@code certificate}
 * @param sessionId the session it happened in
 */
@EventType(topic = "security_events:authentication", type = "{state}")
public record AuthenticationEvent(
    State state,
    @Nullable String userId,
    @Nullable String ipAddress,
    @Nullable String reason,
    @Nullable Integer attemptCount,
    @Nullable String userAgent,
    @Nullable String method,
    @Nullable String sessionId)
    implements SecurityEvent {

  /** The outcome; it is the type of the message. */
  public enum State {
    AUTHENTICATION_SUCCESS,
    AUTHENTICATION_FAILURE,
    /** Further attempts are refused. */
    ACCOUNT_LOCKED,
    /** By the user or by time. */
    SESSION_ENDED,
    CREDENTIALS_CHANGED,
    TOKEN_ISSUED,
    TOKEN_REVOKED
  }

  public AuthenticationEvent {
    Objects.requireNonNull(state, "state");
  }

  /** Leaves the other components open. */
  public AuthenticationEvent(State state, @Nullable String userId) {
    this(state, userId, null, null, null, null, null, null);
  }
}
