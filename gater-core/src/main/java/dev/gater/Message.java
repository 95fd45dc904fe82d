package dev.gater;

import dev.gater.event.Event;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An event with its envelope, as a handler sees it. Immutable, safe to keep and to hand to other
 * threads.
 *
 * @param <E> the instance's family of typed events
 */
public interface Message<E extends Event> {

  /** Unique within {@link #source()}. Made when first read. */
  String id();

  /** What happened, in snake_case: {@code registration_success}. */
  String type();

  /** When it happened, as the publisher says; {@link #received()} where it said nothing. */
  Instant time();

  /**
   * When Gater accepted it: to the millisecond at rest, to a millisecond or two while there is
   * work. It never falls from one message of an instance to the next. Retention and starts by time
   * go by this.
   */
  Instant received();

  /** Who says so: the publisher's own URI reference, or the node's. */
  String source();

  /** The instance it was published on. */
  String instance();

  /** The concrete topic. */
  String topic();

  /** Its number on the instance: at least 1, rising without holes within an epoch, below 2^53. */
  long sequence();

  /** Where it stands in the instance's log, for resuming after it. */
  Position position();

  /** The version of the type's schema that the data follows, at least 1. */
  int schemaVersion();

  /**
   * The data in JSON-like form: null, a string, a boolean, a number, or an unmodifiable {@link Map}
   * or {@link java.util.List} of these, in the publisher's order.
   */
  @Nullable Object data();

  /** The typed event, where the type is known and the data fits it. */
  Optional<E> event();

  /** What the publisher added beside the data, JSON-like; often empty, never null. */
  Map<String, @Nullable Object> metadata();
}
