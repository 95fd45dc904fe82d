package dev.gater.wire.json;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.SerializableString;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON-like values as JSON text and back: null, String, Boolean, Number, and Lists and Maps of
 * these. Numbers are kept exactly. Safe for any thread; nothing is kept of what is given.
 */
public final class Json {
  /** The levels of arrays and objects that a value may have. */
  public static final int MAX_DEPTH = 100;

  /**
   * The digits that a number may have, written out in full. It keeps {@code 1e1000000000}, eleven
   * characters on the wire, from becoming a gigabyte in the hands of whoever converts it.
   */
  public static final int MAX_DIGITS = 10_000;

  /** The characters that an error message quotes. */
  private static final int BRIEF = 60;

  /** The levels that a value may have around it: a field of an object, in an array of these. */
  private static final int AROUND = 2;

  private static final StreamReadConstraints CONSTRAINTS =
      StreamReadConstraints.builder()
          .maxNestingDepth(MAX_DEPTH + AROUND)
          .maxNumberLength(MAX_DIGITS)
          .maxNameLength(Integer.MAX_VALUE) // the bytes are in memory already
          .maxStringLength(Integer.MAX_VALUE)
          .build();

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(CONSTRAINTS)
          .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .rootValueSeparator((SerializableString) null)
          .build();

  /** Text for places where every character beyond printable ASCII is trouble. */
  private static final JsonFactory ASCII_FACTORY =
      FACTORY.rebuild().highestNonEscapedChar('~').build();

  private Json() {}

  /**
   * Reads one value that fills all the bytes.
   *
   * <p>Whole numbers become Integer, Long or BigInteger, whichever is the smallest that holds them,
   * all others BigDecimal. Maps keep the order of the fields and are the caller's own.
   *
   * @throws JsonException if the bytes are not exactly one JSON value in valid UTF-8, if an object
   *     has a field twice or a string half a surrogate, or if {@link #MAX_DEPTH} or {@link
   *     #MAX_DIGITS} is passed
   */
  public static @Nullable Object read(byte[] bytes) {
    return read(bytes, 0, bytes.length);
  }

  /** As {@link #read(byte[])}, from a part of an array. */
  public static @Nullable Object read(byte[] bytes, int offset, int length) {
    return JsonValues.read(bytes, offset, length, 0);
  }

  /**
   * As {@link #read(byte[])}, where the values in question have that many levels around them, at
   * most 2, which do not count against {@link #MAX_DEPTH}.
   */
  public static @Nullable Object readAround(int levels, byte[] bytes) {
    return JsonValues.read(bytes, 0, bytes.length, Math.clamp(levels, 0, AROUND));
  }

  /**
   * The value as JSON text in UTF-8, on one line.
   *
   * @throws IllegalArgumentException if it is not JSON-like
   */
  public static byte[] bytes(@Nullable Object value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = generator(bytes)) {
      write(json, value);
    }
    return bytes.toByteArray();
  }

  /** As {@link #bytes}, as a string. */
  public static String text(@Nullable Object value) {
    return new String(bytes(value), StandardCharsets.UTF_8);
  }

  /** As {@link #text}, with everything but printable ASCII escaped. */
  public static String asciiText(@Nullable Object value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = ASCII_FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
      write(json, value);
    }
    return bytes.toString(StandardCharsets.US_ASCII).replace("\u007f", "\\u007f");
  }

  /**
   * A value as an error message quotes it: {@code "text"}, {@code 7}, {@code an object}. Short, on
   * one line and without control characters, whatever the value.
   */
  public static String brief(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> _ -> "an object";
      case Iterable<?> _ -> "an array";
      case String text when text.length() > BRIEF -> escaped(Json.text(cut(text) + '…'));
      case null, default -> {
        String text = escaped(Json.text(value));
        yield text.length() > 2 * BRIEF ? text.substring(0, BRIEF) + '…' : text;
      }
    };
  }

  private static String cut(String text) {
    int end = Character.isHighSurrogate(text.charAt(BRIEF - 1)) ? BRIEF - 1 : BRIEF;
    return text.substring(0, end);
  }

  /** JSON text escapes what is below a space; terminals heed U+007F to U+009F as well. */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      escaped.append(
          Character.isISOControl(c) ? String.format(Locale.ROOT, "\\u%04x", (int) c) : c);
    }
    return escaped.toString();
  }

  /** A generator that leaves the stream open when it is closed and puts nothing between values. */
  static JsonGenerator generator(OutputStream out) {
    return FACTORY.createGenerator(ObjectWriteContext.empty(), out);
  }

  static JsonParser parser(byte[] bytes, int offset, int length) {
    return FACTORY.createParser(ObjectReadContext.empty(), bytes, offset, length);
  }

  /** Writes a JSON-like value; numbers as they are, with no digit more or less. */
  static void write(JsonGenerator json, @Nullable Object value) {
    switch (value) {
      case null -> json.writeNull();
      case String text -> json.writeString(text);
      case Map<?, ?> map -> writeMap(json, map);
      case Integer number -> json.writeNumber(number);
      case Long number -> json.writeNumber(number);
      case Boolean bool -> json.writeBoolean(bool);
      case BigDecimal number -> json.writeNumber(number);
      case Double number -> json.writeNumber(number);
      case Collection<?> list -> writeList(json, list);
      case BigInteger number -> json.writeNumber(number);
      case Float number -> json.writeNumber(number);
      case Short number -> json.writeNumber(number);
      case Byte number -> json.writeNumber((short) number);
      default ->
          throw new IllegalArgumentException(
              "not JSON-like: "
                  + value.getClass().getName()
                  + "; use null, a string, boolean, number, map or list");
    }
  }

  private static void writeMap(JsonGenerator json, Map<?, ?> map) {
    json.writeStartObject();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!(entry.getKey() instanceof String name)) {
        throw new IllegalArgumentException("not JSON-like: a key that is not a string");
      }
      json.writeName(name);
      write(json, entry.getValue());
    }
    json.writeEndObject();
  }

  private static void writeList(JsonGenerator json, Collection<?> list) {
    json.writeStartArray();
    if (list instanceof List<?> values && values instanceof java.util.RandomAccess) {
      for (int i = 0; i < values.size(); i++) {
        write(json, values.get(i));
      }
    } else {
      for (Object value : list) {
        write(json, value);
      }
    }
    json.writeEndArray();
  }
}
