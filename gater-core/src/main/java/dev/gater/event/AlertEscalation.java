package dev.gater.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An alert was passed on to somebody else.
 *
 * @param alertId the alert; one topic segment
 * @param escalatedTo the person, team or step that has it now
 * @param severity how grave it is by now
 * @param escalatedFrom who had it before
 * @param escalationCount how often it was passed on, this time included
 * @param reason why, in words or as a short code
 */
@EventType(topic = "alert_escalations:{alert_id}")
public record AlertEscalation(
    String alertId,
    String escalatedTo,
    @Nullable Severity severity,
    @Nullable String escalatedFrom,
    @Nullable Integer escalationCount,
    @Nullable String reason)
    implements AlertEvent {

  public AlertEscalation {
    Objects.requireNonNull(alertId, "alertId");
    Objects.requireNonNull(escalatedTo, "escalatedTo");
  }

  /** Leaves the other components open. */
  public AlertEscalation(String alertId, String escalatedTo) {
    this(alertId, escalatedTo, null, null, null, null);
  }
}
