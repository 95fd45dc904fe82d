package dev.gater.engine.message;

import dev.gater.Message;
import dev.gater.Position;
import dev.gater.Publication;
import dev.gater.PublishOptions;
import dev.gater.event.Event;
import dev.gater.event.EventSchema;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message of this node; to its publisher it is the accepted publication, so that publishing
 * allocates nothing else.
 *
 * <p>Number and times are set once, by {@link #accept}, before any other thread can see the
 * message; all ways to other threads pass a lock after that. What {@link #event()} derives from raw
 * data is immutable and may be derived twice.
 */
public final class StoredMessage implements Message<Event>, Publication {
  private final Origin origin;
  private final String topic;
  private final String type;
  private final int schemaVersion;
  private final PublishOptions options;
  private final Map<String, @Nullable Object> metadata;
  private final long sender;
  private final boolean ofGater;
  private final @Nullable Object data;
  private @Nullable Event event;
  private long sequence;
  private long receivedMillis;
  private long acceptedNanos;

  private StoredMessage(
      Origin origin,
      String topic,
      String type,
      int schemaVersion,
      PublishOptions options,
      Map<String, @Nullable Object> metadata,
      @Nullable Object data,
      @Nullable Event event,
      boolean ofGater) {
    this.origin = origin;
    this.topic = topic;
    this.type = type;
    this.schemaVersion = schemaVersion;
    this.options = kept(options);
    this.sender = options.from() instanceof Sender from ? from.number() : 0;
    this.ofGater = ofGater;
    this.metadata = metadata;
    this.data = data;
    this.event = event;
  }

  /** What is still needed: history must keep neither a subscription nor a publisher's map alive. */
  private static PublishOptions kept(PublishOptions options) {
    if (options.time() == null && options.id() == null && options.source() == null) {
      return PublishOptions.none();
    }
    return new PublishOptions(
        options.time(),
        options.id(),
        options.source(),
        Map.of(),
        0,
        null,
        PublishOptions.none().scope());
  }

  /** A typed event, with its data frozen. */
  static StoredMessage typed(
      Origin origin,
      String topic,
      String type,
      Event event,
      @Nullable Object data,
      int schemaVersion,
      PublishOptions options,
      Map<String, @Nullable Object> metadata,
      boolean ofGater) {
    return new StoredMessage(
        origin, topic, type, schemaVersion, options, metadata, data, event, ofGater);
  }

  /** Raw data, frozen. */
  static StoredMessage raw(
      Origin origin,
      String topic,
      String type,
      @Nullable Object data,
      PublishOptions options,
      Map<String, @Nullable Object> metadata) {
    int version = Math.max(1, options.schemaVersion());
    return new StoredMessage(origin, topic, type, version, options, metadata, data, null, false);
  }

  /**
   * Gives number and times; called once, under the lock that admits it. A number below 0 is for a
   * message that is not kept here: unique like the others, and not a sequence.
   */
  public void accept(long number, long atMillis, long atNanos) {
    sequence = number;
    receivedMillis = atMillis;
    acceptedNanos = atNanos;
  }

  /** {@link #received()} in milliseconds of the epoch. */
  public long receivedMillis() {
    return receivedMillis;
  }

  /** The monotonic clock when it was accepted. */
  public long acceptedNanos() {
    return acceptedNanos;
  }

  /** Whether a subscription published it and is left out. */
  public boolean hasSender() {
    return sender != 0;
  }

  /** Whether that subscription published it and is left out. */
  public boolean isFrom(Sender subscription) {
    return sender == subscription.number();
  }

  /** Whether Gater speaks of itself here. */
  public boolean ofGater() {
    return ofGater;
  }

  @Override
  public String id() {
    String given = options.id();
    return given == null ? origin.id(sequence) : given;
  }

  @Override
  public String type() {
    return type;
  }

  @Override
  public Instant time() {
    Instant given = options.time();
    return given == null ? received() : given;
  }

  @Override
  public Instant received() {
    return Instant.ofEpochMilli(receivedMillis);
  }

  @Override
  public String source() {
    String given = options.source();
    return given == null ? origin.source() : given;
  }

  @Override
  public String instance() {
    return origin.instance();
  }

  @Override
  public String topic() {
    return topic;
  }

  @Override
  public long sequence() {
    return Math.max(0, sequence);
  }

  @Override
  public Position position() {
    return new Position(origin.epoch(), sequence());
  }

  @Override
  public int schemaVersion() {
    return schemaVersion;
  }

  @Override
  public @Nullable Object data() {
    return data;
  }

  @Override
  public Optional<Event> event() {
    Event known = event;
    if (known == null) {
      known = read();
      event = known;
    }
    return Optional.ofNullable(known);
  }

  private @Nullable Event read() {
    int colon = topic.indexOf(':');
    String firstSegment = colon < 0 ? topic : topic.substring(0, colon);
    return EventSchema.findOrDynamic(origin.instance(), firstSegment, type)
        .filter(found -> found.version() == schemaVersion)
        .flatMap(found -> found.read(topic, type, data, metadata))
        .orElse(null);
  }

  @Override
  public Map<String, @Nullable Object> metadata() {
    return metadata;
  }

  @Override
  public boolean accepted() {
    return true;
  }

  @Override
  public Reason reason() {
    return Reason.NONE;
  }

  @Override
  public String detail() {
    return "";
  }

  @Override
  public String toString() {
    return origin.instance() + "/" + topic + " " + type + " #" + sequence();
  }
}
