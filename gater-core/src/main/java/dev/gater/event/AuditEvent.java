package dev.gater.event;

/** Who did what, for those who must be able to prove it later. */
@OnInstance("audit")
public sealed interface AuditEvent extends Event
    permits AccessRecord, AdminOperation, ComplianceEvent, DataChange, UserAction {}
