package dev.gater.engine.message;

import dev.gater.InvalidTopicException;
import dev.gater.Policy;
import dev.gater.Publication;
import dev.gater.Publication.Reason;
import dev.gater.PublishOptions;
import dev.gater.Topic;
import dev.gater.engine.message.JsonData.NotJsonException;
import dev.gater.engine.message.JsonData.TooLargeException;
import dev.gater.event.Event;
import dev.gater.event.EventSchema;
import dev.gater.event.EventSchema.TopicSegment;
import dev.gater.spi.SchemaCheck;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes messages of one instance out of what publishers give, or says why not. Nothing that a
 * publisher gives makes it throw, but for null.
 */
public final class MessageFactory {
  private static final int MAX_TYPE = 100;
  private static final int LEGAL_TYPES = 256;
  private static final List<String> RESERVED = List.of("gater.", "phx_", "chan_reply_");

  private final Origin origin;
  private final Policy policy;
  private final SchemaCheck schemas;
  private final Function<String, ? extends Address> addresses;
  private final long maxWeight;

  /**
   * Types that were found to be legal, each in the place of its hash: a program publishes few, and
   * looking at every character of one takes longer than all the rest. Threads may overwrite each
   * other's entries, which costs a second look.
   */
  private final @Nullable String[] legalTypes = new String[LEGAL_TYPES];

  /**
   * For the instance of that origin and policy.
   *
   * @param addresses finds the address of a topic; throws if the topic is not legal
   */
  public MessageFactory(
      Origin origin,
      Policy policy,
      SchemaCheck schemas,
      Function<String, ? extends Address> addresses) {
    this.origin = origin;
    this.policy = policy;
    this.schemas = schemas;
    this.addresses = addresses;
    this.maxWeight = policy.maxMessage().bytes();
  }

  /**
   * A {@link StoredMessage} of a typed event, or a {@link Refusal}.
   *
   * @param ofGater whether Gater speaks of itself
   */
  public Publication typed(Event event, PublishOptions options, boolean ofGater) {
    try {
      return typed(EventSchema.of(event), event, options, ofGater);
    } catch (NotJsonException notJson) {
      return new Refusal(Reason.INVALID_DATA, notJson.flaw());
    } catch (TooLargeException tooLarge) {
      return tooLarge();
    }
  }

  private <E extends Event> Publication typed(
      EventSchema<E> schema, E event, PublishOptions options, boolean ofGater)
      throws NotJsonException, TooLargeException {
    if (!schema.instance().equals(origin.instance())) {
      return new Refusal(
          Reason.INVALID_TYPE, schema.name() + " belongs on " + schema.instance() + ", not here");
    }
    StringBuilder topic = new StringBuilder(Topic.MAX_BYTES);
    for (TopicSegment segment : schema.topicSegments(event)) {
      String flaw = flaw(segment);
      if (flaw != null) {
        return new Refusal(Reason.INVALID_TOPIC, flaw);
      }
      topic.append(topic.isEmpty() ? "" : ":").append(segment.value());
    }
    Address address;
    try {
      address = addresses.apply(topic.toString());
    } catch (InvalidTopicException tooLong) { // each segment is legal by itself
      return new Refusal(Reason.INVALID_TOPIC, String.valueOf(tooLong.getMessage()));
    }
    String type = schema.type(event);
    String typeFlaw = typeFlaw(type);
    if (typeFlaw != null) {
      return new Refusal(Reason.INVALID_TYPE, typeFlaw);
    }
    // Components that are maps come from the publisher as they are: checked and copied like raw
    // data.
    JsonData data = JsonData.freeze("data", schema.data(event), maxWeight);
    Map<String, @Nullable Object> metadata = metadata(options, data.weight());
    return StoredMessage.typed(
        address, type, event, data, schema.version(), options, metadata, ofGater);
  }

  private static @Nullable String flaw(TopicSegment segment) {
    String field = segment.field();
    if (field == null) {
      return null;
    }
    int colon = segment.value().indexOf(':');
    if (colon >= 0) {
      return "field "
          + field
          + " at position "
          + colon
          + ": ':' separates segments and can't be part of one";
    }
    try {
      Topic.check(segment.value());
      return null;
    } catch (InvalidTopicException illegal) {
      return "field " + field + " at position " + illegal.position() + ": " + illegal.reason();
    }
  }

  /** A {@link StoredMessage} of raw data, or a {@link Refusal}. */
  public Publication raw(
      Address address, String type, @Nullable Object data, PublishOptions options) {
    try {
      String typeFlaw = isKnownLegal(type) ? null : typeFlaw(type);
      if (typeFlaw != null) {
        return new Refusal(Reason.INVALID_TYPE, typeFlaw);
      }
      Object value = data;
      long weight = JsonData.weigh(null);
      if (!JsonData.isScalar(data) || weight > maxWeight) {
        JsonData frozen = JsonData.freeze("data", data, maxWeight);
        value = frozen.value();
        weight = frozen.weight();
      }
      Map<String, @Nullable Object> metadata = metadata(options, weight);
      Optional<String> mismatch = mismatch(address.topic(), type, value, metadata, options);
      if (mismatch.isPresent()) {
        return new Refusal(Reason.INVALID_DATA, mismatch.get());
      }
      return StoredMessage.raw(address, type, value, weight, options, metadata);
    } catch (NotJsonException notJson) {
      return new Refusal(Reason.INVALID_DATA, notJson.flaw());
    } catch (TooLargeException tooLarge) {
      return tooLarge();
    }
  }

  private Optional<String> mismatch(
      String topic,
      String type,
      @Nullable Object data,
      Map<String, @Nullable Object> metadata,
      PublishOptions options) {
    if (!policy.checked()) {
      return Optional.empty();
    }
    try {
      return schemas.mismatch(
          origin.instance(), topic, type, options.schemaVersion(), data, metadata);
    } catch (RuntimeException broken) { // a check of the user's; the publisher must not suffer
      return Optional.of("the schema check failed: " + broken);
    }
  }

  @SuppressWarnings("unchecked") // a frozen map has string keys
  private Map<String, @Nullable Object> metadata(PublishOptions options, long weight)
      throws NotJsonException, TooLargeException {
    if (isEmpty(options.metadata())) {
      return Map.of();
    }
    long left = maxWeight - weight;
    Object frozen = JsonData.freeze("metadata", options.metadata(), left).value();
    return frozen == null ? Map.of() : (Map<String, @Nullable Object>) frozen;
  }

  private static boolean isEmpty(Map<String, ?> metadata) throws NotJsonException {
    try {
      return metadata.isEmpty();
    } catch (RuntimeException | StackOverflowError hostile) {
      throw JsonData.unreadable("metadata", hostile);
    }
  }

  private Refusal tooLarge() {
    return new Refusal(
        Reason.TOO_LARGE,
        "data and metadata come to more than the "
            + policy.maxMessage()
            + " that "
            + origin.instance()
            + " allows (max-message)");
  }

  private boolean isKnownLegal(String type) {
    return type.equals(legalTypes[type.hashCode() & (LEGAL_TYPES - 1)]);
  }

  private @Nullable String typeFlaw(String type) {
    int length = type.codePointCount(0, type.length());
    if (length == 0 || length > MAX_TYPE) {
      return "a type has 1 to " + MAX_TYPE + " characters, not " + length;
    }
    for (int i = 0; i < type.length(); ) {
      int c = type.codePointAt(i);
      if (Character.isISOControl(c) || Character.isWhitespace(c) || Character.isSpaceChar(c)) {
        return "a type has no blanks or control characters, but this has one at position " + i;
      }
      if (Character.getType(c) == Character.SURROGATE) {
        return "a type's character at position " + i + " is a surrogate without its other half";
      }
      i += Character.charCount(c);
    }
    for (String prefix : RESERVED) {
      if (type.startsWith(prefix)) {
        return "types that begin with '" + prefix + "' are reserved; rename '" + type + "'";
      }
    }
    legalTypes[type.hashCode() & (LEGAL_TYPES - 1)] = type;
    return null;
  }
}
