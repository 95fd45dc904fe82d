package dev.gater.event;

/**
 * What concerns the system as a whole and fits no narrower family: status, configuration,
 * discovery.
 */
@OnInstance("system")
public sealed interface SystemEvent extends Event
    permits ConfigurationChange, ServiceDiscovery, SystemStatus {}
