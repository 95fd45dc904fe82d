package dev.gater.event;

/** Deep insight for somebody who is looking right now; costs nothing while nobody listens. */
@OnInstance("diagnostics")
public sealed interface DiagnosticsEvent extends Event
    permits ConnectionPool, ErrorAnalysis, MemoryAnalysis, PerformanceTrace, StateDump {}
