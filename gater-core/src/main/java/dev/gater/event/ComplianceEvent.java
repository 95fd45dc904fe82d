package dev.gater.event;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A requirement of a regulation was met, broken or waived.
 *
 * @param regulation its short name, lower case: {@code gdpr}; one topic segment
 * @param requirement the article or control
 * @param subject whom or what it is about
 * @param userId who checked or decided
 * @param reason why, in words or as a short code
 * @param dueBy when it has to be put right
 * @param evidence what shows it, JSON-like
 */
@EventType(topic = "compliance_events:{regulation}")
public record ComplianceEvent(
    String regulation,
    String requirement,
    Outcome outcome,
    @Nullable String subject,
    @Nullable String userId,
    @Nullable String reason,
    @Nullable Instant dueBy,
    @Nullable Map<String, @Nullable Object> evidence)
    implements AuditEvent {

  /** How the requirement stands. */
  public enum Outcome {
    COMPLIANT,
    VIOLATED,
    /** Not met, and somebody entitled to it accepted that. */
    WAIVED
  }

  public ComplianceEvent {
    Objects.requireNonNull(regulation, "regulation");
    Objects.requireNonNull(requirement, "requirement");
    Objects.requireNonNull(outcome, "outcome");
    evidence = evidence == null ? null : Frozen.map(evidence);
  }

  /** Leaves the other components open. */
  public ComplianceEvent(String regulation, String requirement, Outcome outcome) {
    this(regulation, requirement, outcome, null, null, null, null, null);
  }
}
