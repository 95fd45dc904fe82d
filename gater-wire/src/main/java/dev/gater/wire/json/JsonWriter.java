package dev.gater.wire.json;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.io.SerializedString;

/**
 * Writes JSON in UTF-8 into memory of its own, to be drained to a stream now and then; so what a
 * stream throws comes out as it was thrown. One line a value: no line breaks but those of {@link
 * #endLine()}. Not safe for use by several threads.
 */
public final class JsonWriter implements AutoCloseable {

  /** A field's name, encoded once. */
  public static final class Name {
    private final SerializedString text;

    private Name(String text) {
      this.text = new SerializedString(text);
    }

    /** The name with that text. */
    public static Name of(String text) {
      return new Name(text);
    }

    @Override
    public String toString() {
      return text.getValue();
    }
  }

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
  private final JsonGenerator json = Json.generator(bytes);

  /** Begins with nothing written. */
  public JsonWriter() {}

  /** Begins an object, as a value by itself, an array's or the one of the last {@link #field}. */
  public JsonWriter beginObject() {
    json.writeStartObject();
    return this;
  }

  /** Ends the object begun last. */
  public JsonWriter endObject() {
    json.writeEndObject();
    return this;
  }

  /** Begins an array. */
  public JsonWriter beginArray() {
    json.writeStartArray();
    return this;
  }

  /** Ends the array begun last. */
  public JsonWriter endArray() {
    json.writeEndArray();
    return this;
  }

  /** Begins a field, whose value comes next. */
  public JsonWriter field(Name name) {
    json.writeName(name.text);
    return this;
  }

  /** Begins a field, whose value comes next. */
  public JsonWriter field(String name) {
    json.writeName(name);
    return this;
  }

  /** Writes a string; half a surrogate, which UTF-8 can't carry, as U+FFFD. */
  public JsonWriter string(String value) {
    json.writeString(value);
    return this;
  }

  /** Writes a number. */
  public JsonWriter number(long value) {
    json.writeNumber(value);
    return this;
  }

  /**
   * Writes a JSON-like value.
   *
   * @throws IllegalArgumentException if it is not JSON-like
   */
  public JsonWriter value(@Nullable Object value) {
    Json.write(json, value);
    return this;
  }

  /** Ends a line, after a complete value. */
  public JsonWriter endLine() {
    json.writeRaw('\n');
    return this;
  }

  /** The bytes written since the last {@link #drainTo}. */
  public int size() {
    return bytes.size() + json.streamWriteOutputBuffered();
  }

  /** Gives what was written to the stream and begins anew; what the stream refused is gone. */
  public void drainTo(OutputStream out) throws IOException {
    json.flush();
    try {
      bytes.writeTo(out);
    } finally {
      bytes.reset();
    }
  }

  /** A copy of what was written and not drained. */
  public byte[] toBytes() {
    json.flush();
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    json.close();
  }
}
