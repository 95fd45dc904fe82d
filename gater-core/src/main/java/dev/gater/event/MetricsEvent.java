package dev.gater.event;

/** Measurements. There are many of them, and a lost one is made good by the next. */
@OnInstance("metrics")
public sealed interface MetricsEvent extends Event
    permits LatencyStats, PerformanceMetrics, ResourceUsage, SubscriptionMetrics, ThroughputStats {}
