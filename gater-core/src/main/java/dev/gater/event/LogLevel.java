package dev.gater.event;

/** The level of a log entry in ascending order: those of syslog, and trace below them. */
public enum LogLevel {
  TRACE,
  DEBUG,
  INFO,
  NOTICE,
  WARNING,
  ERROR,
  CRITICAL,
  ALERT,
  EMERGENCY
}
