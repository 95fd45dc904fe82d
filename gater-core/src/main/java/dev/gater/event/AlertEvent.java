package dev.gater.event;

/** What somebody has to act on now, and what they made of it. */
@OnInstance("alerts")
public sealed interface AlertEvent extends Event
    permits AlertAcknowledgement, AlertEscalation, AlertResolution, IncidentAlert, SystemAlert {}
