package dev.gater.engine.message;

import dev.gater.Message;
import dev.gater.Position;
import dev.gater.Publication;
import dev.gater.PublishOptions;
import dev.gater.event.Event;
import dev.gater.event.EventSchema;
import dev.gater.spi.MessageFields;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message of this node; to its publisher it is the accepted publication, so that publishing
 * allocates nothing else. It is 56 bytes on a 64-bit JVM: what few messages have is in {@link
 * Extras}.
 *
 * <p>Number and times are set by {@link #accept} before any other thread can see the message; all
 * ways to other threads pass a release and an acquire after that. The dispatcher may move {@link
 * #received()} before anybody reads it. What {@link #event()} derives from raw data is immutable
 * and may be derived twice.
 */
public final class StoredMessage implements Message<Event>, Publication {
  private final Address address;
  private final String type;
  private final @Nullable Object data;
  private final int weight;

  /** {@link Extras}; or only an event, given or derived; or nothing. */
  private @Nullable Object rest;

  private long sequence;
  private long receivedMillis;
  private long acceptedNanos;

  /**
   * What most messages do without.
   *
   * @param options time, identity and source; nothing else, for history must keep neither a
   *     subscription nor a publisher's map alive
   * @param sender the number of the subscription that published it and is left out, 0 for none
   * @param ofGater whether Gater speaks of itself
   * @param event the typed event, null for raw data
   */
  private record Extras(
      PublishOptions options,
      Map<String, @Nullable Object> metadata,
      int schemaVersion,
      long sender,
      boolean ofGater,
      @Nullable Event event) {

    @SuppressWarnings("ReferenceEquality") // options that are merely equal take the longer way
    static @Nullable Object orEvent(
        @Nullable Event event,
        PublishOptions options,
        Map<String, @Nullable Object> metadata,
        int schemaVersion,
        boolean ofGater) {
      if (options == PublishOptions.none() && schemaVersion == 1 && !ofGater) {
        return event;
      }
      long sender = options.from() instanceof Sender from ? from.number() : 0;
      return new Extras(kept(options), metadata, schemaVersion, sender, ofGater, event);
    }

    @SuppressWarnings("ReferenceEquality") // see above
    boolean isPlain() {
      return options == PublishOptions.none()
          && metadata.isEmpty()
          && schemaVersion == 1
          && sender == 0
          && !ofGater;
    }

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
  }

  private StoredMessage(
      Address address, String type, @Nullable Object data, int weight, @Nullable Object rest) {
    this.address = address;
    this.type = type;
    this.data = data;
    this.weight = weight;
    this.rest = rest;
  }

  /** A typed event, with its data frozen. */
  static StoredMessage typed(
      Address address,
      String type,
      Event event,
      JsonData data,
      int schemaVersion,
      PublishOptions options,
      Map<String, @Nullable Object> metadata,
      boolean ofGater) {
    return new StoredMessage(
        address,
        type,
        data.value(),
        saturated(data.weight()),
        Extras.orEvent(event, options, metadata, schemaVersion, ofGater));
  }

  /** Raw data, frozen. */
  static StoredMessage raw(
      Address address,
      String type,
      @Nullable Object data,
      long weight,
      PublishOptions options,
      Map<String, @Nullable Object> metadata) {
    return new StoredMessage(
        address,
        type,
        data,
        saturated(weight),
        Extras.orEvent(null, options, metadata, Math.max(1, options.schemaVersion()), false));
  }

  /** One that a log kept, again. */
  static StoredMessage kept(Origin origin, MessageFields fields) {
    PublishOptions options =
        fields.time() == null && fields.id() == null && fields.source() == null
            ? PublishOptions.none()
            : new PublishOptions(
                fields.time(),
                fields.id(),
                fields.source(),
                Map.of(),
                0,
                null,
                PublishOptions.none().scope());
    Extras extras =
        new Extras(
            options,
            fields.metadata(),
            fields.schemaVersion(),
            fields.sender(),
            fields.ofGater(),
            null);
    StoredMessage message =
        new StoredMessage(
            new Address(origin, fields.topic()),
            fields.type(),
            fields.data(),
            saturated(JsonData.weigh(fields.data())),
            extras.isPlain() ? null : extras);
    message.accept(fields.sequence(), fields.receivedMillis(), 0);
    return message;
  }

  /** What there is for a log to keep. */
  MessageFields fields() {
    PublishOptions given = options();
    Extras extras = extras();
    return new MessageFields(
        sequence,
        receivedMillis,
        topic(),
        type,
        schemaVersion(),
        data,
        metadata(),
        given.time(),
        given.id(),
        given.source(),
        extras == null ? 0 : extras.sender,
        ofGater());
  }

  private static int saturated(long weight) {
    return (int) Math.min(weight, Integer.MAX_VALUE);
  }

  /**
   * Gives number and times; called once, by the publisher, before the message is handed on. A
   * number below 0 is for a message that is not kept here: unique like the others, and not a
   * sequence.
   *
   * @param atNanos the monotonic clock, 0 where the message is not one that is timed
   */
  public void accept(long number, long atMillis, long atNanos) {
    sequence = number;
    receivedMillis = atMillis;
    acceptedNanos = atNanos;
  }

  /**
   * Moves {@link #received()} to that time if it is before it: publishers read the clock side by
   * side, and the times in a log must not fall. For the dispatcher, before anybody else reads.
   */
  public long receivedNoEarlierThan(long millis) {
    if (receivedMillis < millis) {
      receivedMillis = millis;
    }
    return receivedMillis;
  }

  /** Its topic, and what the engine knows of that. */
  public Address address() {
    return address;
  }

  /** The size of the data in bytes, estimated; at most {@code Integer.MAX_VALUE}. */
  public int weight() {
    return weight;
  }

  /** {@link #received()} in milliseconds of the epoch. */
  public long receivedMillis() {
    return receivedMillis;
  }

  /** Whether it is one of those whose deliveries are timed. */
  public boolean isTimed() {
    return acceptedNanos != 0;
  }

  /** The monotonic clock when it was accepted, if it {@linkplain #isTimed() is timed}. */
  public long acceptedNanos() {
    return acceptedNanos;
  }

  /** Whether a subscription published it and is left out. */
  public boolean hasSender() {
    Extras extras = extras();
    return extras != null && extras.sender != 0;
  }

  /** Whether that subscription published it and is left out. */
  public boolean isFrom(Sender subscription) {
    Extras extras = extras();
    return extras != null && extras.sender == subscription.number();
  }

  /** Whether Gater speaks of itself here. */
  public boolean ofGater() {
    Extras extras = extras();
    return extras != null && extras.ofGater;
  }

  private @Nullable Extras extras() {
    return rest instanceof Extras extras ? extras : null;
  }

  private PublishOptions options() {
    Extras extras = extras();
    return extras == null ? PublishOptions.none() : extras.options;
  }

  @Override
  public String id() {
    String given = options().id();
    return given == null ? address.origin().id(sequence) : given;
  }

  @Override
  public String type() {
    return type;
  }

  @Override
  public Instant time() {
    Instant given = options().time();
    return given == null ? received() : given;
  }

  @Override
  public Instant received() {
    return Instant.ofEpochMilli(receivedMillis);
  }

  @Override
  public String source() {
    String given = options().source();
    return given == null ? address.origin().source() : given;
  }

  @Override
  public String instance() {
    return address.origin().instance();
  }

  @Override
  public String topic() {
    return address.topic();
  }

  @Override
  public long sequence() {
    return Math.max(0, sequence);
  }

  @Override
  public Position position() {
    return new Position(address.origin().epoch(), sequence());
  }

  @Override
  public int schemaVersion() {
    Extras extras = extras();
    return extras == null ? 1 : extras.schemaVersion;
  }

  @Override
  public @Nullable Object data() {
    return data;
  }

  @Override
  public Optional<Event> event() {
    Object known = rest;
    if (known == null) {
      known = read();
      rest = known;
    } else if (known instanceof Extras extras) {
      return Optional.ofNullable(extras.event == null ? read() : extras.event);
    }
    return Optional.ofNullable((Event) known);
  }

  private @Nullable Event read() {
    String topic = topic();
    int colon = topic.indexOf(':');
    String firstSegment = colon < 0 ? topic : topic.substring(0, colon);
    return EventSchema.findOrDynamic(address.origin().instance(), firstSegment, type)
        .filter(found -> found.version() == schemaVersion())
        .flatMap(found -> found.read(topic, type, data, metadata()))
        .orElse(null);
  }

  @Override
  public Map<String, @Nullable Object> metadata() {
    Extras extras = extras();
    return extras == null ? Map.of() : extras.metadata;
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
    return address.origin().instance() + "/" + topic() + " " + type + " #" + sequence();
  }
}
