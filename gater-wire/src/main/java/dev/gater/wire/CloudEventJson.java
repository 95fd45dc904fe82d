package dev.gater.wire;

import dev.gater.InstanceName;
import dev.gater.Message;
import dev.gater.wire.CloudEvent.Content;
import dev.gater.wire.json.Json;
import dev.gater.wire.json.JsonException;
import dev.gater.wire.json.JsonWriter;
import dev.gater.wire.schema.SchemaRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Messages as CloudEvents 1.0 in the JSON format, one or a batch, and back to publications.
 *
 * <p>The subject is the topic; extensions that begin with {@code gater} say what CloudEvents has no
 * word for; the other extensions are the metadata. Data of a JSON content type is parsed, a text is
 * a string, and bytes are Base64 in a string, with {@code datacontentencoding: base64} in the
 * metadata; the content type is there as well unless it is {@code application/json}. Safe for any
 * thread.
 */
public final class CloudEventJson {
  /** The media type of one event. */
  public static final String EVENT = "application/cloudevents+json";

  /** The media type of a batch. */
  public static final String BATCH = "application/cloudevents-batch+json";

  private final SchemaRegistry schemas;

  /** Knows Gater's own schemas. */
  public CloudEventJson() {
    this(SchemaRegistry.known());
  }

  /** Brings older data up by the upcasters of that registry. */
  public CloudEventJson(SchemaRegistry schemas) {
    this.schemas = schemas;
  }

  /** The message as one CloudEvent in UTF-8, without a line break. */
  public static byte[] bytes(Message<?> message) {
    try (JsonWriter json = new JsonWriter()) {
      write(json, message);
      return json.toBytes();
    }
  }

  /** The messages as a batch in UTF-8, without a line break. */
  public static byte[] batch(Iterable<? extends Message<?>> messages) {
    try (JsonWriter json = new JsonWriter()) {
      json.beginArray();
      messages.forEach(message -> write(json, message));
      return json.endArray().toBytes();
    }
  }

  private static void write(JsonWriter json, Message<?> message) {
    CloudEvent event = CloudEvent.of(message, true);
    json.beginObject();
    event.attributes().forEach((name, value) -> json.field(name).value(value));
    switch (event.content()) {
      case Content.Value value -> json.field("data").value(value.value());
      case Content.Text text -> json.field("data").string(text.text());
      case Content.Bytes bytes -> json.field("data_base64").string(bytes.base64());
    }
    json.endObject();
  }

  /**
   * Reads one CloudEvent.
   *
   * @param instance what the event's {@code gaterinstance} must say if it is there; null if only
   *     that one names the instance
   * @param topic the topic to publish on, a different subject then being metadata; null for the
   *     subject
   * @throws InvalidPublicationException if it is no CloudEvent 1.0 that Gater can publish
   * @throws IllegalArgumentException if {@code instance} is not the form of an instance's name
   */
  public PublicationLine read(@Nullable String instance, @Nullable String topic, byte[] json) {
    return line(canonical(instance), topic, parse(1, json));
  }

  /** As {@link #read}, an array of CloudEvents; an error names the event by its number, from 1. */
  public List<PublicationLine> readBatch(
      @Nullable String instance, @Nullable String topic, byte[] json) {
    if (!(parse(2, json) instanceof List<?> events)) {
      throw new InvalidPublicationException("a batch must be a JSON array of CloudEvents: [{…}]");
    }
    String canonical = canonical(instance);
    List<PublicationLine> lines = new ArrayList<>(events.size());
    for (Object event : events) {
      try {
        lines.add(line(canonical, topic, event));
      } catch (InvalidPublicationException invalid) {
        throw new InvalidPublicationException(
            "event " + (lines.size() + 1) + " of the batch: " + invalid.getMessage(), invalid);
      }
    }
    return lines;
  }

  private static @Nullable String canonical(@Nullable String instance) {
    return instance == null ? null : InstanceName.parse(instance);
  }

  private static @Nullable Object parse(int levels, byte[] json) {
    try {
      return Json.readAround(levels, json);
    } catch (JsonException notJson) {
      throw new InvalidPublicationException(notJson.getMessage());
    }
  }

  private PublicationLine line(
      @Nullable String instance, @Nullable String topic, @Nullable Object event) {
    if (!(event instanceof Map<?, ?> fields)) {
      throw new InvalidPublicationException("a CloudEvent must be a JSON object: {…}");
    }
    Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
    fields.forEach((name, value) -> attributes.put((String) name, value));
    Object data = attributes.remove("data");
    Object base64 = attributes.remove("data_base64");
    if (data != null && base64 != null) {
      throw new InvalidPublicationException("\"data\" and \"data_base64\" must not both be there");
    }
    Content content =
        base64 == null
            ? new Content.Value(data)
            : new Content.Bytes(PublicationFields.string("data_base64", base64));
    return CloudEventReading.line(instance, topic, attributes, content, schemas);
  }
}
