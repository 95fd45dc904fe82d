package dev.gater.wire;

import dev.gater.InstanceName;
import dev.gater.Message;
import dev.gater.wire.CloudEvent.Content;
import dev.gater.wire.json.Json;
import dev.gater.wire.schema.SchemaRegistry;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * CloudEvents 1.0 over HTTP: which mode a request is in, and the binary mode, in which attributes
 * are {@code ce-} headers in percent-encoded UTF-8. It knows headers and bodies only, no HTTP
 * library. Attributes mean what {@link CloudEventJson} says. Safe for any thread.
 */
public final class CloudEventHttp {
  private static final String PREFIX = "ce-";
  private static final String CONTENT_TYPE = "content-type";

  /** How a request holds CloudEvents. */
  public enum Mode {
    /** It holds none. */
    NONE,
    /** One, its attributes in the headers. */
    BINARY,
    /** One in JSON. */
    STRUCTURED,
    /** A JSON array of them. */
    BATCH
  }

  private final SchemaRegistry schemas;

  /** Knows Gater's own schemas. */
  public CloudEventHttp() {
    this(SchemaRegistry.known());
  }

  /** Brings older data up by the upcasters of that registry. */
  public CloudEventHttp(SchemaRegistry schemas) {
    this.schemas = schemas;
  }

  /** The mode of a request with these headers, whose names may be in any case. */
  public static Mode mode(Map<String, String> headers) {
    Map<String, String> known = lowerCase(headers);
    String essence = known.getOrDefault(CONTENT_TYPE, "").split(";", 2)[0].strip();
    return switch (essence.toLowerCase(Locale.ROOT)) {
      case CloudEventJson.EVENT -> Mode.STRUCTURED;
      case CloudEventJson.BATCH -> Mode.BATCH;
      default -> known.containsKey("ce-specversion") ? Mode.BINARY : Mode.NONE;
    };
  }

  /** The message as headers and body. */
  public static BinaryCloudEvent write(Message<?> message) {
    CloudEvent event = CloudEvent.of(message, false);
    Map<String, String> headers = new LinkedHashMap<>();
    event
        .attributes()
        .forEach((name, value) -> {
          if (name.equals(CloudEvent.CONTENT_TYPE)) {
            headers.put(CONTENT_TYPE, value.toString());
          } else {
            headers.put(PREFIX + name, PercentCode.header(value.toString()));
          }
        });
    return new BinaryCloudEvent(headers, body(event, headers.getOrDefault(CONTENT_TYPE, "")));
  }

  private static byte[] body(CloudEvent event, String contentType) {
    return switch (event.content()) {
      case Content.Value value -> Json.bytes(value.value());
      case Content.Text text -> {
        ContentType type = ContentType.parse(contentType);
        yield text.text().getBytes(type == null ? ContentType.JSON.charset() : type.charset());
      }
      case Content.Bytes bytes -> Base64.getDecoder().decode(bytes.base64());
    };
  }

  /**
   * Reads a request in any of the modes.
   *
   * @param headers names in any case
   * @param instance as {@link CloudEventJson#read} has it
   * @param topic as {@link CloudEventJson#read} has it
   * @return one publication, or those of a batch in their order
   * @throws InvalidPublicationException if it holds no CloudEvent 1.0 that Gater can publish
   * @throws IllegalArgumentException if {@code instance} is not the form of an instance's name
   */
  public List<PublicationLine> read(
      @Nullable String instance, @Nullable String topic, Map<String, String> headers, byte[] body) {
    CloudEventJson json = new CloudEventJson(schemas);
    return switch (mode(headers)) {
      case STRUCTURED -> List.of(json.read(instance, topic, body));
      case BATCH -> json.readBatch(instance, topic, body);
      case BINARY -> List.of(binary(instance, topic, lowerCase(headers), body));
      case NONE ->
          throw new InvalidPublicationException(
              "no CloudEvent: neither a ce-specversion header nor the content type "
                  + CloudEventJson.EVENT);
    };
  }

  private PublicationLine binary(
      @Nullable String instance, @Nullable String topic, Map<String, String> headers, byte[] body) {
    Map<String, String> attributes = new LinkedHashMap<>();
    headers.forEach((name, value) -> {
      if (name.equals(CONTENT_TYPE)) {
        attributes.put(CloudEvent.CONTENT_TYPE, value.strip());
      } else if (name.startsWith(PREFIX)) {
        attributes.put(name.substring(PREFIX.length()), PercentCode.decodeHeader(value));
      }
    });
    // A body without a content type is taken for JSON: what else would be published here.
    attributes.putIfAbsent(CloudEvent.CONTENT_TYPE, ContentType.JSON.text());
    return CloudEventReading.line(
        instance == null ? null : InstanceName.parse(instance), topic, attributes, body, schemas);
  }

  private static Map<String, String> lowerCase(Map<String, String> headers) {
    Map<String, String> lower = new HashMap<>();
    headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
    return lower;
  }
}
