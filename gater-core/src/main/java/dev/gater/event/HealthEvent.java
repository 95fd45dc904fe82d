package dev.gater.event;

/**
 * How subscriptions, processes, nodes and components fare now. The newest of a topic replaces the
 * others.
 */
@OnInstance("health")
public sealed interface HealthEvent extends Event
    permits CircuitBreakerStatus, ComponentHealth, NodeHealth, ProcessHealth, SubscriptionHealth {}
