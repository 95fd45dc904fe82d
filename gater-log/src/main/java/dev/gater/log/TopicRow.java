package dev.gater.log;

import org.jspecify.annotations.Nullable;

/**
 * What is kept of a topic: where its last message is and, once nothing else has it, the message.
 */
final class TopicRow {
  private final long last;
  private final byte @Nullable [] message;

  /**
   * Of a topic.
   *
   * @param last the number of its last message in a sealed segment
   * @param message that message's row, once the history no longer has it; else null
   */
  TopicRow(long last, byte @Nullable [] message) {
    this.last = last;
    this.message = message;
  }

  static TopicRow at(long last) {
    return new TopicRow(last, null);
  }

  static TopicRow read(byte[] row) {
    ByteReader in = new ByteReader(row);
    long last = in.varint();
    return new TopicRow(last, in.hasMore() ? in.raw(row.length - in.position()) : null);
  }

  byte[] bytes() {
    ByteWriter out = new ByteWriter();
    out.varint(last);
    if (message != null) {
      out.raw(message);
    }
    return out.copy();
  }

  long last() {
    return last;
  }

  byte @Nullable [] message() {
    return message;
  }
}
