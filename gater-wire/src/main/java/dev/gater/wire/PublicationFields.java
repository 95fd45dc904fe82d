package dev.gater.wire;

import dev.gater.InstanceName;
import dev.gater.PublishOptions;
import dev.gater.wire.json.Json;
import dev.gater.wire.json.Times;
import dev.gater.wire.schema.SchemaRegistry;
import dev.gater.wire.schema.UpcastException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of one publication while it is read. Every error names the field. */
final class PublicationFields {
  private @Nullable String instance;
  private @Nullable String topic;
  private @Nullable String type;
  private @Nullable Object data;
  private @Nullable Instant time;
  private @Nullable String id;
  private @Nullable String source;
  private int schemaVersion;
  private Map<String, @Nullable Object> metadata = Map.of();

  /** With what the caller knows already; what it does not is null. */
  PublicationFields(@Nullable String instance, @Nullable String topic) {
    this.instance = instance;
    this.topic = topic;
  }

  static boolean isKnown(String field) {
    return switch (field) {
      case "instance",
          "topic",
          "type",
          "data",
          "metadata",
          "time",
          "schema_version",
          "id",
          "source" ->
          true;
      default -> false;
    };
  }

  /** Takes the value of one of the known fields. */
  void set(String field, @Nullable Object value) {
    set(field, field, value);
  }

  /** As {@link #set(String, Object)}, where the sender has another name for the field. */
  void set(String field, String name, @Nullable Object value) {
    switch (field) {
      case "instance" -> instance = instance(name, value);
      case "topic" -> topic = same(name, topic, string(name, value));
      case "type" -> type = string(name, value);
      case "data" -> data = value;
      case "metadata" -> metadata = metadata(name, value);
      case "time" -> time = value == null ? null : time(name, value);
      case "schema_version" -> schemaVersion = value == null ? 0 : version(name, value);
      case "id" -> id = value == null ? null : identity(name, value);
      case "source" -> source = value == null ? null : identity(name, value);
      default -> throw new IllegalArgumentException(field);
    }
  }

  void addMetadata(String name, @Nullable Object value) {
    if (metadata.isEmpty()) {
      metadata = new LinkedHashMap<>();
    }
    metadata.put(name, value);
  }

  /**
   * The whole, brought up to the current schema.
   *
   * @throws InvalidPublicationException if something is missing or can't be brought up
   */
  PublicationLine line(SchemaRegistry schemas) {
    String knownInstance = required("instance", instance);
    String knownTopic = required("topic", topic);
    String knownType = required("type", type);
    PublishOptions options =
        new PublishOptions(
            time, id, source, metadata, schemaVersion, null, PublishOptions.none().scope());
    if (schemaVersion == 0) {
      return new PublicationLine(knownInstance, knownTopic, knownType, data, options);
    }
    try {
      var current = schemas.upcast(knownInstance, knownTopic, knownType, schemaVersion, data);
      return new PublicationLine(
          knownInstance,
          knownTopic,
          knownType,
          current.data(),
          options.schemaVersion(current.version()));
    } catch (UpcastException cannot) {
      throw new InvalidPublicationException(cannot.getMessage(), cannot);
    }
  }

  private String instance(String field, @Nullable Object value) {
    String name = string(field, value);
    if (InstanceName.DEDICATED.contains(name)) {
      return same(field, instance, name);
    }
    try {
      return same(field, instance, InstanceName.parse(name));
    } catch (IllegalArgumentException illegal) {
      throw new InvalidPublicationException(
          must(field, "be an instance's name, such as health", value), illegal);
    }
  }

  private static String same(String field, @Nullable String known, String given) {
    if (known != null && !known.equals(given)) {
      throw new InvalidPublicationException(
          must(field, "be left out or say what the request says, " + Json.brief(known), given));
    }
    return given;
  }

  static String string(String field, @Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw new InvalidPublicationException(must(field, "be a string", value));
  }

  private static String identity(String field, Object value) {
    String text = string(field, value);
    if (text.isEmpty()) {
      throw new InvalidPublicationException("\"" + field + "\" must not be empty; leave it out");
    }
    return text;
  }

  private static Map<String, @Nullable Object> metadata(String field, @Nullable Object value) {
    if (value == null) {
      return Map.of();
    }
    if (value instanceof Map<?, ?>) {
      @SuppressWarnings("unchecked") // as the JSON reader makes them
      var map = (Map<String, @Nullable Object>) value;
      return map;
    }
    throw new InvalidPublicationException(must(field, "be an object", value));
  }

  static Instant time(String field, Object value) {
    try {
      switch (value) {
        case String text -> {
          return Times.parse(text);
        }
        case Integer millis -> {
          return Times.ofEpochMilli(millis);
        }
        case Long millis -> {
          return Times.ofEpochMilli(millis);
        }
        case BigInteger _ ->
            throw new InvalidPublicationException(
                must(field, "be within the years 0 to 9999", value));
        default -> {}
      }
    } catch (IllegalArgumentException illegal) {
      String what =
          value instanceof String
              ? "be epoch milliseconds or RFC 3339, such as 2023-01-01T00:00:00Z"
              : "be within the years 0 to 9999";
      throw new InvalidPublicationException(must(field, what, value), illegal);
    }
    String what =
        value instanceof BigDecimal
            ? "be whole epoch milliseconds"
            : "be epoch milliseconds or RFC 3339";
    throw new InvalidPublicationException(must(field, what, value));
  }

  static int version(String field, Object value) {
    if (value instanceof Integer number && number >= 1) {
      return number;
    }
    throw new InvalidPublicationException(must(field, "be a whole number from 1", value));
  }

  private static String required(String field, @Nullable String value) {
    if (value == null) {
      throw new InvalidPublicationException('"' + field + "\" is missing");
    }
    return value;
  }

  /** A sentence about a field; {@code value} is what it is instead. */
  private static String must(String field, String what, @Nullable Object value) {
    return '"' + field + "\" must " + what + ", not " + Json.brief(value);
  }
}
