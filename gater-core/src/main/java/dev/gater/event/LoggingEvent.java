package dev.gater.event;

/** Log lines and what is made of them. A lost one is a lost log line, never a lost audit record. */
@OnInstance("logging")
public sealed interface LoggingEvent extends Event
    permits ErrorReport, LogEntry, LogSummary, StructuredLogEntry {}
