package dev.gater.event;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something in the system needs attention.
 *
 * @param component where it hurts
 * @param message one sentence for the person who is woken up
 * @param alertId what acknowledgement, escalation and resolution refer to
 * @param affectedSubscriptions how many
 * @param estimatedImpact in words
 * @param escalationRequired whether somebody else has to be called
 * @param rule the rule that raised it
 * @param details the figures behind it, JSON-like
 */
@EventType(topic = "system_alerts:{level}", type = "{level}_alert")
public record SystemAlert(
    Level level,
    Severity severity,
    String component,
    String message,
    @Nullable String alertId,
    @Nullable Integer affectedSubscriptions,
    @Nullable String estimatedImpact,
    @Nullable Boolean escalationRequired,
    @Nullable String rule,
    @Nullable Map<String, @Nullable Object> details)
    implements AlertEvent {

  /** Whether it can wait; it is in the topic and in the type. */
  public enum Level {
    /** It cannot. */
    CRITICAL,
    /** It can wait till morning. */
    WARNING
  }

  public SystemAlert {
    Objects.requireNonNull(level, "level");
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(component, "component");
    Objects.requireNonNull(message, "message");
    details = details == null ? null : Frozen.map(details);
  }

  /** Leaves the other components open. */
  public SystemAlert(Level level, Severity severity, String component, String message) {
    this(level, severity, component, message, null, null, null, null, null, null);
  }
}
