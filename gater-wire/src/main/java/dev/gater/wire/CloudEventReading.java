package dev.gater.wire;

import dev.gater.wire.CloudEvent.Content;
import dev.gater.wire.json.Json;
import dev.gater.wire.json.JsonException;
import dev.gater.wire.schema.SchemaRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The way from a CloudEvent's attributes and content to a publication; see {@link CloudEvent}. */
final class CloudEventReading {
  private final @Nullable String topic;
  private final PublicationFields fields;
  private final Map<String, ? extends @Nullable Object> attributes;

  private CloudEventReading(
      @Nullable String instance,
      @Nullable String topic,
      Map<String, ? extends @Nullable Object> attributes) {
    this.topic = topic;
    this.fields = new PublicationFields(instance, topic);
    this.attributes = attributes;
  }

  /**
   * The publication.
   *
   * @param instance null where the event names it
   * @param topic null for the event's subject
   * @param attributes all but the data, null where an attribute is not set
   * @throws InvalidPublicationException if it is no CloudEvent 1.0 that Gater can publish
   */
  static PublicationLine line(
      @Nullable String instance,
      @Nullable String topic,
      Map<String, ? extends @Nullable Object> attributes,
      Content content,
      SchemaRegistry schemas) {
    CloudEventReading reading = new CloudEventReading(instance, topic, attributes);
    ContentType type = reading.attributes(instance);
    reading.fields.set(
        "data",
        switch (content) {
          case Content.Value value -> value.value();
          case Content.Text text -> text.text();
          case Content.Bytes bytes -> reading.bytes(type, decoded(bytes.base64()));
        });
    return reading.fields.line(schemas);
  }

  /** As {@link #line(String, String, Map, Content, SchemaRegistry)}, with the data as it came. */
  static PublicationLine line(
      @Nullable String instance,
      @Nullable String topic,
      Map<String, ? extends @Nullable Object> attributes,
      byte[] body,
      SchemaRegistry schemas) {
    CloudEventReading reading = new CloudEventReading(instance, topic, attributes);
    ContentType type = reading.attributes(instance);
    reading.fields.set("data", reading.bytes(type, body));
    return reading.fields.line(schemas);
  }

  /** Takes all attributes and answers with the content type; null where none is known. */
  private @Nullable ContentType attributes(@Nullable String instance) {
    core(instance);
    subject();
    extensions();
    metadata();
    Object given = attributes.get(CloudEvent.CONTENT_TYPE);
    if (given == null) {
      return null;
    }
    String text = PublicationFields.string(CloudEvent.CONTENT_TYPE, given);
    if (!text.equals(ContentType.JSON.text())) {
      fields.addMetadata(CloudEvent.CONTENT_TYPE, text);
    }
    return ContentType.parse(text);
  }

  private void core(@Nullable String instance) {
    String version = required("specversion");
    if (!version.equals("1.0")) {
      throw must("specversion", "be \"1.0\"", version);
    }
    fields.set("id", required("id"));
    fields.set("type", required("type"));
    String source = required("source");
    Object original = attributes.get(CloudEvent.SOURCE);
    boolean isOurs =
        original instanceof String text && CloudEvent.uriReference(text).equals(source);
    fields.set("source", isOurs ? original : source);
    Object time = attributes.get("time");
    if (time != null) {
      fields.set("time", PublicationFields.string("time", time));
    }
    if (attributes.get(CloudEvent.INSTANCE) != null) {
      fields.set("instance", CloudEvent.INSTANCE, attributes.get(CloudEvent.INSTANCE));
    } else if (instance == null) {
      throw new InvalidPublicationException(
          "\"" + CloudEvent.INSTANCE + "\" is missing: it names the instance");
    }
    Object schemaVersion = attributes.get(CloudEvent.SCHEMA_VERSION);
    boolean isNumber = schemaVersion instanceof String text && text.matches("[0-9]{1,9}");
    fields.set(
        "schema_version",
        CloudEvent.SCHEMA_VERSION,
        isNumber ? (Object) Integer.valueOf((String) schemaVersion) : schemaVersion);
  }

  private void subject() {
    Object subject = attributes.get("subject");
    if (topic == null) {
      if (subject == null) {
        throw new InvalidPublicationException("\"subject\" is missing: it is the topic");
      }
      fields.set("topic", "subject", subject);
    } else if (subject != null && !subject.equals(topic)) {
      fields.addMetadata("subject", PublicationFields.string("subject", subject));
    }
  }

  private void extensions() {
    attributes.forEach((name, value) -> {
      boolean isTaken =
          value == null
              || (CloudEvent.CORE.contains(name) && !name.equals("dataschema"))
              || isOwn(name);
      if (!isTaken) {
        if (!(value instanceof String || value instanceof Boolean || value instanceof Number)) {
          throw must(name, "be a string, boolean or number, as CloudEvents has it", value);
        }
        fields.addMetadata(name, value);
      }
    });
  }

  private static boolean isOwn(String name) {
    return switch (name) {
      case CloudEvent.INSTANCE,
          CloudEvent.SEQUENCE,
          CloudEvent.POSITION,
          CloudEvent.SCHEMA_VERSION,
          CloudEvent.SOURCE,
          CloudEvent.METADATA ->
          true;
      default -> false;
    };
  }

  private void metadata() {
    Object metadata = attributes.get(CloudEvent.METADATA);
    if (metadata == null) {
      return;
    }
    try {
      if (Json.read(text(metadata)) instanceof Map<?, ?> map) {
        map.forEach((name, value) -> fields.addMetadata((String) name, value));
        return;
      }
    } catch (JsonException notJson) {
      throw must(
          CloudEvent.METADATA,
          "be a JSON object as a string (" + notJson.getMessage() + ")",
          metadata);
    }
    throw must(CloudEvent.METADATA, "be a JSON object as a string", metadata);
  }

  private static byte[] text(Object value) {
    return PublicationFields.string(CloudEvent.METADATA, value).getBytes(StandardCharsets.UTF_8);
  }

  /** Bytes become JSON or text where their type says so; all others become Base64. */
  private @Nullable Object bytes(@Nullable ContentType type, byte[] bytes) {
    if (type != null && type.isJson()) {
      return json(bytes);
    }
    if (type != null && type.isText()) {
      return text(type, bytes);
    }
    fields.addMetadata(CloudEvent.ENCODING, CloudEvent.BASE64);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException other) {
      throw must("data_base64", "be Base64", base64);
    }
  }

  private static @Nullable Object json(byte[] bytes) {
    if (bytes.length == 0) {
      return null;
    }
    try {
      return Json.read(bytes);
    } catch (JsonException notJson) {
      throw new InvalidPublicationException("data: " + notJson.getMessage());
    }
  }

  private static String text(ContentType type, byte[] bytes) {
    try {
      return type.charset().newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException other) {
      throw new InvalidPublicationException("data: not " + type.charset().name());
    }
  }

  private String required(String name) {
    Object value = attributes.get(name);
    if (value == null) {
      throw new InvalidPublicationException('"' + name + "\" is missing");
    }
    String text = PublicationFields.string(name, value);
    if (text.isEmpty()) {
      throw new InvalidPublicationException('"' + name + "\" must not be empty");
    }
    return text;
  }

  private static InvalidPublicationException must(
      String name, String what, @Nullable Object value) {
    return new InvalidPublicationException(
        '"' + name + "\" must " + what + ", not " + Json.brief(value));
  }
}
