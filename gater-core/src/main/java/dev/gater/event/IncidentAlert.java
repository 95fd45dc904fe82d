package dev.gater.event;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An incident: what several alerts together mean for the users.
 *
 * @param message one sentence on what users notice
 * @param service the service users miss
 * @param estimatedImpact in words
 * @param assignee who works on it
 * @param runbook address of the instructions
 * @param escalationRequired whether somebody else has to be called
 */
@EventType(topic = "incident_alerts:{severity}")
public record IncidentAlert(
    Severity severity,
    String incidentId,
    String message,
    @Nullable String service,
    @Nullable Instant startedAt,
    @Nullable List<String> affectedServices,
    @Nullable String estimatedImpact,
    @Nullable String assignee,
    @Nullable String runbook,
    @Nullable Boolean escalationRequired)
    implements AlertEvent {

  public IncidentAlert {
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(incidentId, "incidentId");
    Objects.requireNonNull(message, "message");
    affectedServices = affectedServices == null ? null : List.copyOf(affectedServices);
  }

  /** Leaves the other components open. */
  public IncidentAlert(Severity severity, String incidentId, String message) {
    this(severity, incidentId, message, null, null, null, null, null, null, null);
  }
}
