package dev.gater.wire.json;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * Reads the fields of one JSON object as they come, which fills all the bytes. After each {@link
 * #nextField()} call {@link #value()} or {@link #skip()}. All methods throw {@link JsonException}
 * for what {@link Json#read(byte[])} throws it for. Not safe for use by several threads.
 */
public final class JsonObjectReader implements AutoCloseable {
  private static final int FEW = 16;

  private final JsonValues values;
  private Collection<String> seen = new ArrayList<>(FEW);

  /**
   * Begins to read. The bytes must not change until this is closed.
   *
   * @throws JsonException if the bytes do not begin with an object
   */
  public JsonObjectReader(byte[] bytes, int offset, int length) {
    values = new JsonValues(bytes, offset, length);
    try {
      JsonToken first = values.next();
      if (first != JsonToken.START_OBJECT) {
        throw new JsonException(
            first == null ? "not JSON: there is nothing" : "must be a JSON object: {…}");
      }
    } catch (JsonException notAnObject) {
      values.close();
      throw notAnObject;
    }
  }

  /** The name of the next field; null after the last one, where the bytes must end. */
  public @Nullable String nextField() {
    if (values.next() != JsonToken.PROPERTY_NAME) {
      values.end();
      return null;
    }
    String name = values.name();
    if (seen.contains(name)) {
      throw values.twice(name);
    }
    if (seen.size() == FEW) {
      seen = new HashSet<>(seen); // an object of very many fields must not take quadratic time
    }
    seen.add(name);
    return name;
  }

  /** The field's value, JSON-like. */
  public @Nullable Object value() {
    return values.value(values.next(), 0);
  }

  /** Passes over the field's value. */
  public void skip() {
    values.skip();
  }

  @Override
  public void close() {
    values.close();
  }
}
