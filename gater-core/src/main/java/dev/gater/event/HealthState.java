package dev.gater.event;

/** How a process, node or component fares; it is the type of the message that tells it. */
public enum HealthState {
  HEALTHY,
  /** It works, with something missing or slow. */
  DEGRADED,
  /** It answers and does not work. */
  UNHEALTHY,
  /** It does not answer. */
  UNREACHABLE,
  /** Nothing has been heard of it yet. */
  UNKNOWN
}
