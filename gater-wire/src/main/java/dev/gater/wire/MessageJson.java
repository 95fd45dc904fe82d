package dev.gater.wire;

import dev.gater.Message;
import dev.gater.wire.json.JsonWriter;
import dev.gater.wire.json.JsonWriter.Name;
import dev.gater.wire.json.Times;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A message as one JSON object, the message form of Gater's outside contract: {@code instance,
 * topic, type, time, received, sequence, position, id, source, schema_version, data, metadata}, in
 * this order, all of them always there. {@link PublicationReader} reads it back as a publication.
 */
public final class MessageJson {
  private static final Name SUBSCRIPTION = Name.of("subscription");
  private static final Name INSTANCE = Name.of("instance");
  private static final Name TOPIC = Name.of("topic");
  private static final Name TYPE = Name.of("type");
  private static final Name TIME = Name.of("time");
  private static final Name RECEIVED = Name.of("received");
  private static final Name SEQUENCE = Name.of("sequence");
  private static final Name POSITION = Name.of("position");
  private static final Name ID = Name.of("id");
  private static final Name SOURCE = Name.of("source");
  private static final Name SCHEMA_VERSION = Name.of("schema_version");
  private static final Name DATA = Name.of("data");
  private static final Name METADATA = Name.of("metadata");

  private MessageJson() {}

  /** The message form in UTF-8, without a line break. */
  public static byte[] bytes(Message<?> message) {
    try (JsonWriter json = new JsonWriter()) {
      write(json, message, null);
      return json.toBytes();
    }
  }

  /**
   * Writes the message form.
   *
   * @param subscription goes first, as the field {@code subscription}; null for without
   */
  public static void write(JsonWriter json, Message<?> message, @Nullable String subscription) {
    json.beginObject();
    if (subscription != null) {
      json.field(SUBSCRIPTION).string(subscription);
    }
    json.field(INSTANCE).string(message.instance());
    json.field(TOPIC).string(message.topic());
    json.field(TYPE).string(message.type());
    json.field(TIME).string(Times.format(message.time()));
    json.field(RECEIVED).string(Times.format(message.received()));
    json.field(SEQUENCE).number(message.sequence());
    json.field(POSITION).string(message.position().toString());
    json.field(ID).string(message.id());
    json.field(SOURCE).string(message.source());
    json.field(SCHEMA_VERSION).number(message.schemaVersion());
    json.field(DATA).value(message.data());
    json.field(METADATA).value(message.metadata());
    json.endObject();
  }

  /**
   * Writes messages to a stream, one a line, buffered. Not safe for use by several threads. The
   * stream is the caller's: {@link #close()} flushes and leaves it open.
   */
  public static final class Lines implements AutoCloseable {
    private static final int BUFFER = 1 << 15;

    private final OutputStream out;
    private final JsonWriter json = new JsonWriter();

    /** Writes to that stream, which needs no buffer of its own. */
    public Lines(OutputStream out) {
      this.out = out;
    }

    /** Writes one line. What the stream throws comes here at the latest with {@link #flush()}. */
    public void write(Message<?> message) throws IOException {
      write(message, null);
    }

    /** Writes one line, with the field {@code subscription} first unless that is null. */
    public void write(Message<?> message, @Nullable String subscription) throws IOException {
      MessageJson.write(json, message, subscription);
      json.endLine();
      if (json.size() >= BUFFER) {
        json.drainTo(out);
      }
    }

    /** Hands everything written to the stream and flushes it. */
    public void flush() throws IOException {
      json.drainTo(out);
      out.flush();
    }

    @Override
    public void close() throws IOException {
      try (json) {
        flush();
      }
    }
  }
}
