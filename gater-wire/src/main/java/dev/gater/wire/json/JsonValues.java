package dev.gater.wire.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** One pass over bytes that hold one JSON value. Not safe for use by several threads. */
final class JsonValues implements AutoCloseable {
  private final byte[] bytes;
  private final int offset;
  private final int length;
  private final boolean escaped;
  private final JsonParser parser;

  JsonValues(byte[] bytes, int offset, int length) {
    int scanned = Utf8.scan(bytes, offset, length);
    if (scanned >= 0) {
      throw new JsonException("not UTF-8 " + JsonErrors.column(bytes, offset, scanned));
    }
    this.bytes = bytes;
    this.offset = offset;
    this.length = length;
    this.escaped = scanned == Utf8.ESCAPED;
    this.parser = Json.parser(bytes, offset, length);
  }

  static @Nullable Object read(byte[] bytes, int offset, int length, int around) {
    try (JsonValues values = new JsonValues(bytes, offset, length)) {
      JsonToken first = values.next();
      if (first == null) {
        throw new JsonException("not JSON: there is nothing");
      }
      Object value = values.value(first, -around);
      values.end();
      return value;
    }
  }

  /** The next token; null at the end of the bytes. */
  @Nullable JsonToken next() {
    try {
      return parser.nextToken();
    } catch (JacksonException thrown) {
      throw explained(thrown);
    }
  }

  /** The name of the field that the parser stands at. */
  String name() {
    return checked(parser.currentName());
  }

  /** Checks that nothing follows. */
  void end() {
    int after = place();
    JsonToken extra;
    try {
      extra = parser.nextToken();
    } catch (JacksonException thrown) {
      extra = JsonToken.NOT_AVAILABLE;
    }
    if (extra != null) {
      while (after < offset + length && Character.isWhitespace(bytes[after])) {
        after++;
      }
      throw new JsonException(
          "not JSON: more follows after the end " + JsonErrors.column(bytes, offset, after));
    }
  }

  /** Passes over the next value. */
  void skip() {
    try {
      parser.nextToken();
      parser.skipChildren();
    } catch (JacksonException thrown) {
      throw explained(thrown);
    }
  }

  /** The value that begins with that token, {@code depth} levels below the value asked for. */
  @Nullable Object value(@Nullable JsonToken token, int depth) {
    try {
      return valueOf(token, depth);
    } catch (JacksonException thrown) {
      throw explained(thrown);
    }
  }

  private @Nullable Object valueOf(@Nullable JsonToken token, int depth) {
    return switch (token) {
      case VALUE_STRING -> checked(parser.getString());
      case VALUE_NUMBER_INT -> parser.getNumberValue();
      case VALUE_NUMBER_FLOAT -> decimal();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case START_OBJECT -> object(deeper(depth));
      case START_ARRAY -> array(deeper(depth));
      case null, default -> throw tooEarly();
    };
  }

  private Map<String, @Nullable Object> object(int depth) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = checked(parser.currentName());
      if (object.containsKey(name)) {
        throw twice(name);
      }
      object.put(name, valueOf(parser.nextToken(), depth));
    }
    return object;
  }

  private List<@Nullable Object> array(int depth) {
    List<@Nullable Object> array = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      array.add(valueOf(token, depth));
    }
    return array;
  }

  private BigDecimal decimal() {
    // Jackson's limit counts the digits as written; the exponent counts as well.
    BigDecimal number;
    try {
      number = parser.getDecimalValue();
    } catch (NumberFormatException exponentTooLarge) {
      throw JsonErrors.tooManyDigits();
    }
    long scale = number.scale();
    long digits = scale < 0 ? number.precision() - scale : Math.max(number.precision(), scale + 1);
    if (digits > Json.MAX_DIGITS) {
      throw JsonErrors.tooManyDigits();
    }
    return number;
  }

  private static int deeper(int depth) {
    if (depth == Json.MAX_DEPTH) {
      throw JsonErrors.tooDeep();
    }
    return depth + 1;
  }

  /** The string, which can have half a surrogate only by an escape: the bytes are valid UTF-8. */
  private String checked(String text) {
    if (escaped) {
      for (int i = 0; i < text.length(); i++) {
        if (Character.isSurrogate(text.charAt(i))) {
          if (i + 1 == text.length()
              || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
            throw new JsonException(
                "a string has a surrogate without its other half, before column "
                    + Utf8.column(bytes, offset, place()));
          }
          i++;
        }
      }
    }
    return text;
  }

  /** The error of an object that has the field that the parser stands at already. */
  JsonException twice(String name) {
    return new JsonException(
        "the field "
            + Json.brief(name)
            + " is there twice, the second "
            + JsonErrors.column(
                bytes, offset, offset + (int) parser.currentTokenLocation().getByteOffset()));
  }

  private JsonException tooEarly() {
    return new JsonException(
        "not JSON: it ends too early, " + JsonErrors.column(bytes, offset, offset + length));
  }

  private JsonException explained(JacksonException thrown) {
    var location = thrown.getLocation();
    int at = location == null ? place() : offset + (int) location.getByteOffset();
    return JsonErrors.of(thrown, bytes, offset, length, at);
  }

  /** The index of the byte that the parser reads next. */
  int place() {
    return offset + (int) parser.currentLocation().getByteOffset();
  }

  @Override
  public void close() {
    parser.close();
  }
}
