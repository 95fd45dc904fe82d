package dev.gater.log;

import dev.gater.TopicPattern;
import org.rocksdb.RocksDBException;

/**
 * A stretch of a log whose index is on disk: contiguous numbers of one epoch.
 *
 * @param first its first number, which names it
 * @param last its last number
 * @param bytes what its messages take, estimated
 * @param received when its first message was received, in milliseconds
 * @param lastReceived when its last was
 */
record Segment(long first, long last, long bytes, long received, long lastReceived)
    implements Stretch {

  static Segment read(long first, byte[] row) {
    ByteReader in = new ByteReader(row);
    return new Segment(first, in.varint(), in.varint(), in.varint(), in.varint());
  }

  byte[] row() {
    ByteWriter out = new ByteWriter();
    out.varint(last);
    out.varint(bytes);
    out.varint(received);
    out.varint(lastReceived);
    return out.copy();
  }

  @Override
  public Numbers matching(
      DiskLog log, Stored.Reader rows, TopicPattern pattern, long from, long through)
      throws RocksDBException {
    return rows.matching(this, pattern, from, through);
  }
}
