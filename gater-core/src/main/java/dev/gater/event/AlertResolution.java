package dev.gater.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An alert is over.
 *
 * @param alertId the alert; one topic segment
 * @param resolvedBy null if its cause went away by itself
 * @param resolution what was done, in words
 * @param durationMs milliseconds from alert to resolution
 */
@EventType(topic = "alert_resolutions:{alert_id}")
public record AlertResolution(
    String alertId,
    @Nullable String resolvedBy,
    @Nullable String resolution,
    @Nullable Long durationMs)
    implements AlertEvent {

  public AlertResolution {
    Objects.requireNonNull(alertId, "alertId");
  }

  /** Leaves the other components open. */
  public AlertResolution(String alertId, @Nullable String resolvedBy) {
    this(alertId, resolvedBy, null, null);
  }
}
