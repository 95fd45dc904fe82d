package dev.gater.event;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Somebody has taken an alert on.
 *
 * @param alertId the alert; one topic segment
 * @param userId who takes care of it
 * @param quietUntil no reminders before
 */
@EventType(topic = "alert_acknowledgements:{alert_id}")
public record AlertAcknowledgement(
    String alertId, String userId, @Nullable String note, @Nullable Instant quietUntil)
    implements AlertEvent {

  public AlertAcknowledgement {
    Objects.requireNonNull(alertId, "alertId");
    Objects.requireNonNull(userId, "userId");
  }

  /** Leaves the other components open. */
  public AlertAcknowledgement(String alertId, String userId) {
    this(alertId, userId, null, null);
  }
}
