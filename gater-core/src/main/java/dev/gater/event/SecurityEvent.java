package dev.gater.event;

/** Who tried to get in, what they were allowed, and who should not have tried. */
@OnInstance("security")
public sealed interface SecurityEvent extends Event
    permits AccessViolation, AuthenticationEvent, AuthorizationEvent, ThreatDetection {}
