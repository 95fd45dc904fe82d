package dev.gater.wire;

import dev.gater.Message;
import dev.gater.wire.json.Json;
import dev.gater.wire.json.Times;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A message in the terms of CloudEvents 1.0, before it takes a form.
 *
 * <p>What CloudEvents has no word for goes into extensions: {@code gaterinstance}, {@code
 * gatersequence} (a string, since an Integer of CloudEvents has 32 bits), {@code gaterposition},
 * {@code gaterschemaversion}, and {@code gatersource} where the source is no URI reference.
 * Metadata become extensions of their own where name and value allow it; the others are in {@code
 * gatermetadata} as JSON text. Data that came as a text or as bytes with a content type goes out as
 * such again.
 *
 * @param attributes String, Boolean or Integer by name, {@code specversion} first
 */
record CloudEvent(Map<String, Object> attributes, Content content) {
  static final String CONTENT_TYPE = "datacontenttype";
  static final String ENCODING = "datacontentencoding";
  static final String BASE64 = "base64";
  static final String PREFIX = "gater";
  static final String INSTANCE = "gaterinstance";
  static final String SEQUENCE = "gatersequence";
  static final String POSITION = "gaterposition";
  static final String SCHEMA_VERSION = "gaterschemaversion";
  static final String SOURCE = "gatersource";
  static final String METADATA = "gatermetadata";

  /** The attributes that are CloudEvents' own. */
  static final Set<String> CORE =
      Set.of(
          "specversion",
          "id",
          "source",
          "type",
          "subject",
          "time",
          "datacontenttype",
          "dataschema",
          "data");

  private static final int LONGEST_NAME = 20;

  /** The data of an event. */
  sealed interface Content {
    /** A JSON-like value. */
    record Value(@Nullable Object value) implements Content {}

    /** A text in the content type's charset. */
    record Text(String text) implements Content {}

    /** Bytes in Base64. */
    record Bytes(String base64) implements Content {}
  }

  /**
   * The message as a CloudEvent.
   *
   * @param typed whether the form tells a string from a number; where it does not, only strings
   *     become extensions, so that metadata come back as they were
   */
  static CloudEvent of(Message<?> message, boolean typed) {
    Map<String, @Nullable Object> metadata = new LinkedHashMap<>(message.metadata());
    ContentType type = contentType(message.data(), metadata);
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("specversion", "1.0");
    attributes.put("id", message.id());
    attributes.put("source", uriReference(message.source()));
    attributes.put("type", message.type());
    attributes.put("subject", message.topic());
    attributes.put("time", Times.format(message.time()));
    attributes.put(CONTENT_TYPE, type.text());
    attributes.put(INSTANCE, message.instance());
    attributes.put(SEQUENCE, Long.toString(message.sequence()));
    attributes.put(POSITION, message.position().toString());
    attributes.put(SCHEMA_VERSION, message.schemaVersion());
    if (!message.source().equals(attributes.get("source"))) {
      attributes.put(SOURCE, message.source());
    }
    addMetadata(attributes, metadata, typed);
    return new CloudEvent(attributes, content(type, message.data()));
  }

  /**
   * The content type that the data came with, where it still fits; JSON otherwise. What the event
   * itself says then goes out of the metadata.
   */
  private static ContentType contentType(
      @Nullable Object data, Map<String, @Nullable Object> metadata) {
    Object given = metadata.get(CONTENT_TYPE);
    ContentType type = given instanceof String text ? ContentType.parse(text) : null;
    if (type == null || type.text().equals(ContentType.JSON.text())) {
      return ContentType.JSON;
    }
    boolean encoded = BASE64.equals(metadata.get(ENCODING));
    boolean fits =
        type.isJson()
            ? !encoded
            : data instanceof String text
                && (encoded ? !type.isText() && isBase64(text) : isWritable(type, text));
    if (!fits) {
      return ContentType.JSON;
    }
    metadata.remove(CONTENT_TYPE);
    if (encoded) {
      metadata.remove(ENCODING);
    }
    return type;
  }

  private static boolean isWritable(ContentType type, String text) {
    return type.isText() && new String(text.getBytes(type.charset()), type.charset()).equals(text);
  }

  private static boolean isBase64(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      return Base64.getEncoder().encodeToString(bytes).equals(text);
    } catch (IllegalArgumentException other) {
      return false;
    }
  }

  private static Content content(ContentType type, @Nullable Object data) {
    if (type.isJson() || !(data instanceof String text)) {
      return new Content.Value(data);
    }
    return type.isText() ? new Content.Text(text) : new Content.Bytes(text);
  }

  private static void addMetadata(
      Map<String, Object> attributes, Map<String, @Nullable Object> metadata, boolean typed) {
    Map<String, @Nullable Object> rest = new LinkedHashMap<>();
    metadata.forEach((name, value) -> {
      Object plain = isName(name) ? plain(value, typed) : null;
      if (plain == null) {
        rest.put(name, value);
      } else {
        attributes.put(name, plain);
      }
    });
    if (!rest.isEmpty()) {
      attributes.put(METADATA, Json.asciiText(rest));
    }
  }

  private static boolean isName(String name) {
    return name.length() <= LONGEST_NAME
        && !name.isEmpty()
        && name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
        && !CORE.contains(name)
        && !name.startsWith(PREFIX);
  }

  /** The value as an extension may have it; null if none may. */
  private static @Nullable Object plain(@Nullable Object value, boolean typed) {
    return switch (value) {
      case String text -> isPlain(text) ? text : null;
      case Boolean bool -> typed ? bool : null;
      case Integer number -> typed ? number : null;
      case Short number -> typed ? (Object) number.intValue() : null;
      case Byte number -> typed ? (Object) number.intValue() : null;
      case null, default -> null;
    };
  }

  /** Whether the text has only characters that a String of CloudEvents may have. */
  private static boolean isPlain(String text) {
    return !text.isEmpty()
        && text.equals(text.strip()) // a header would lose blanks at its ends
        && text.codePoints()
            .allMatch(c ->
                !Character.isISOControl(c)
                    && Character.getType(c) != Character.SURROGATE
                    && (c & 0xfffe) != 0xfffe
                    && (c < 0xfdd0 || c > 0xfdef));
  }

  /** The source itself if it is a URI reference, else its percent-encoded form. */
  static String uriReference(String source) {
    try {
      URI uri = new URI(source);
      return uri.toASCIIString().equals(source) ? source : PercentCode.segment(source);
    } catch (URISyntaxException other) {
      return PercentCode.segment(source);
    }
  }
}
