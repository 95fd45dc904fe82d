package dev.gater.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Figures of one subscription. Counts are since the subscription began.
 *
 * @param storeId the event store subscribed to
 * @param subscriptionName the subscription it concerns
 * @param result how it went, {@code ok} or the sort of failure
 * @param source who measured
 * @param processingTimeMs milliseconds it took
 * @param delivered messages handled without failure
 * @param failed messages whose handler failed
 * @param dropped messages not delivered, for whatever reason
 * @param lag messages that wait
 */
@EventType(topic = "subscription_metrics:{store_id}:{subscription_name}", type = "{state}")
public record SubscriptionMetrics(
    String storeId,
    String subscriptionName,
    State state,
    @Nullable String result,
    @Nullable String source,
    @Nullable Long processingTimeMs,
    @Nullable Long delivered,
    @Nullable Long failed,
    @Nullable Long dropped,
    @Nullable Long lag)
    implements MetricsEvent {

  /** What was measured; it is the type of the message. */
  public enum State {
    /** An attempt to register, with its result. */
    REGISTRATION_ATTEMPT,
    /** The handling of a message. */
    PROCESSING,
    /** The way from delivery to acknowledgement. */
    ACKNOWLEDGEMENT,
    /** The counts, taken regularly. */
    SUMMARY
  }

  public SubscriptionMetrics {
    Objects.requireNonNull(storeId, "storeId");
    Objects.requireNonNull(subscriptionName, "subscriptionName");
    Objects.requireNonNull(state, "state");
  }

  /** Leaves the other components open. */
  public SubscriptionMetrics(String storeId, String subscriptionName, State state) {
    this(storeId, subscriptionName, state, null, null, null, null, null, null, null);
  }
}
