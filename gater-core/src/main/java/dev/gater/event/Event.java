package dev.gater.event;

/**
 * What happened, as an immutable record that knows where it belongs: its family is bound to one of
 * the ten instances, its topic and type follow from its class and components. The time of the
 * occurrence is the message's, not the event's.
 *
 * <p>Constructing an event fails only for a null where none is allowed, and for data that contains
 * itself. Text that cannot be part of a topic is told by the publication, so that a strange name
 * never throws in the publisher's code.
 */
public sealed interface Event
    permits DomainEvent,
        SystemEvent,
        LoggingEvent,
        HealthEvent,
        MetricsEvent,
        SecurityEvent,
        AuditEvent,
        AlertEvent,
        DiagnosticsEvent,
        LifecycleEvent {

  /**
   * The topic it is published to, {@code subscription_health:production_store:user_projection} for
   * instance. It is not checked: with an empty component or one that contains {@code :} it is not
   * the legal topic it should be.
   */
  default String topic() {
    return EventSchema.of(this).topic(this);
  }

  /** The message's type: the event's own state where it has one, else its name in snake_case. */
  default String type() {
    return EventSchema.of(this).type(this);
  }
}
