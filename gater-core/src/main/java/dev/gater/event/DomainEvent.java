package dev.gater.event;

/**
 * What happened in the business domain: the events of streams and aggregates and the projections
 * that follow them.
 */
@OnInstance("events")
public sealed interface DomainEvent extends Event
    permits AggregateEvent, ProjectionUpdate, StreamEvent {}
