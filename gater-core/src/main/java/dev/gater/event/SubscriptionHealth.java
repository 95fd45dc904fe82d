package dev.gater.event;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of a subscription.
 *
 * @param storeId the event store subscribed to
 * @param subscriptionName the subscription it concerns
 * @param proxyPid the process that delivers on behalf of the store
 * @param subscriberPid the process that handles
 * @param registrationTime when the subscription was registered
 * @param reason why, in words or as a short code
 */
@EventType(topic = "subscription_health:{store_id}:{subscription_name}", type = "{state}")
public record SubscriptionHealth(
    String storeId,
    String subscriptionName,
    State state,
    @Nullable String proxyPid,
    @Nullable String subscriberPid,
    @Nullable Instant registrationTime,
    @Nullable String reason)
    implements HealthEvent {

  /** What happened to the subscription; it is the type of the message. */
  public enum State {
    /** It is active. */
    REGISTRATION_SUCCESS,
    /** It could not be made. */
    REGISTRATION_FAILURE,
    /** Its handler threw; the next message is delivered all the same. */
    HANDLER_FAILURE,
    /** Its handler holds up deliveries, which wait in a lane of its own. */
    SLOW,
    /** It keeps up again. */
    RECOVERED,
    /** Messages were passed over; the reason says which. */
    GAP,
    /** Its policy or a lost connection ended it. */
    DISCONNECTED,
    /** Its owner ended it. */
    CLOSED
  }

  public SubscriptionHealth {
    Objects.requireNonNull(storeId, "storeId");
    Objects.requireNonNull(subscriptionName, "subscriptionName");
    Objects.requireNonNull(state, "state");
  }

  /** Leaves the other components open. */
  public SubscriptionHealth(String storeId, String subscriptionName, State state) {
    this(storeId, subscriptionName, state, null, null, null, null);
  }
}
