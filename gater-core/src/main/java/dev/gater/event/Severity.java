package dev.gater.event;

/** How grave something is, in ascending order. */
public enum Severity {
  LOW,
  MEDIUM,
  HIGH,
  CRITICAL
}
