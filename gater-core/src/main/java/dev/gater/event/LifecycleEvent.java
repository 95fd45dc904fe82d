package dev.gater.event;

/** Processes and nodes that come and go, and who looks after them. */
@OnInstance("lifecycle")
public sealed interface LifecycleEvent extends Event
    permits NodeJoined,
        NodeLeft,
        ProcessCrashed,
        ProcessRestarted,
        ProcessStarted,
        ProcessStopped,
        SupervisionChange {}
