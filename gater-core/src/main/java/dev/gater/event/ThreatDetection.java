package dev.gater.event;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something looks like an attack.
 *
 * @param service the service threatened
 * @param threat its sort, snake_case: {@code brute_force}
 * @param ipAddress the address the request came from, as text
 * @param confidence 0.0 a guess to 1.0 certain
 * @param blocked whether it was stopped
 * @param evidence what it is concluded from, JSON-like
 */
@EventType(topic = "threat_detection:{service}")
public record ThreatDetection(
    String service,
    String threat,
    Severity severity,
    @Nullable String description,
    @Nullable String ipAddress,
    @Nullable String userId,
    @Nullable Double confidence,
    @Nullable Boolean blocked,
    @Nullable Map<String, @Nullable Object> evidence)
    implements SecurityEvent {

  public ThreatDetection {
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(threat, "threat");
    Objects.requireNonNull(severity, "severity");
    evidence = evidence == null ? null : Frozen.map(evidence);
  }

  /** Leaves the other components open. */
  public ThreatDetection(String service, String threat, Severity severity) {
    this(service, threat, severity, null, null, null, null, null, null);
  }
}
