package dev.gater.wire;

import dev.gater.InstanceName;
import dev.gater.wire.json.JsonException;
import dev.gater.wire.json.JsonObjectReader;
import dev.gater.wire.schema.SchemaRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Reads publications in their JSON form: {@code
 * {"instance","topic","type","data","metadata","time"}}, and where they are given {@code
 * schema_version}, {@code id} and {@code source}.
 *
 * <p>{@code instance}, {@code topic} and {@code type} must be there; {@code data} is null where it
 * is not; all others may be left out or null. {@code time} is whole epoch milliseconds or RFC 3339
 * text with an offset. Other fields are passed over, so that a message in the message form reads as
 * a publication. A byte order mark at the beginning is passed over as well. Data of an older schema
 * version is brought up to the current one.
 *
 * <p>Safe for any thread. Nothing is kept of the bytes given.
 */
public final class PublicationReader {
  private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final SchemaRegistry schemas;

  /** Knows Gater's own schemas. */
  public PublicationReader() {
    this(SchemaRegistry.known());
  }

  /** Brings older data up by the upcasters of that registry. */
  public PublicationReader(SchemaRegistry schemas) {
    this.schemas = schemas;
  }

  /**
   * Reads a publication that names its instance.
   *
   * @throws InvalidPublicationException if it is none; the message is one plain sentence
   */
  public PublicationLine read(byte[] bytes) {
    return read(bytes, 0, bytes.length);
  }

  /** As {@link #read(byte[])}, from a part of an array: a line without its line break. */
  public PublicationLine read(byte[] bytes, int offset, int length) {
    return read(null, null, bytes, offset, length);
  }

  /**
   * Reads a publication whose instance, and perhaps topic, the caller knows already. The body may
   * leave them out, or must say the same.
   *
   * @param topic null where the body has it
   * @throws InvalidPublicationException as {@link #read(byte[])}
   * @throws IllegalArgumentException if {@code instance} is not the form of an instance's name
   */
  public PublicationLine readBody(String instance, @Nullable String topic, byte[] body) {
    return read(InstanceName.parse(instance), topic, body, 0, body.length);
  }

  private PublicationLine read(
      @Nullable String instance, @Nullable String topic, byte[] bytes, int offset, int length) {
    int mark = startsWithMark(bytes, offset, length) ? MARK.length : 0;
    PublicationFields fields = new PublicationFields(instance, topic);
    try (var object = new JsonObjectReader(bytes, offset + mark, length - mark)) {
      for (String name = object.nextField(); name != null; name = object.nextField()) {
        if (PublicationFields.isKnown(name)) {
          fields.set(name, object.value());
        } else {
          object.skip();
        }
      }
    } catch (JsonException notJson) {
      throw new InvalidPublicationException(notJson.getMessage());
    }
    return fields.line(schemas);
  }

  private static boolean startsWithMark(byte[] bytes, int offset, int length) {
    return length >= MARK.length
        && bytes[offset] == MARK[0]
        && bytes[offset + 1] == MARK[1]
        && bytes[offset + 2] == MARK[2];
  }
}
