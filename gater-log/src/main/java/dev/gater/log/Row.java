package dev.gater.log;

import dev.gater.spi.MessageFields;
import java.time.Instant;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A message as the bytes of one row. A checksum stands before it, over the number and the bytes; so
 * a row that is altered or in a wrong place is found out, whoever altered it.
 *
 * <pre>
 * checksum (4)  flags (1)  received  topic  type  [what the flags say]  data  [metadata]
 * </pre>
 */
final class Row {
  private static final int TIME = 1;
  private static final int ID = 2;
  private static final int SOURCE = 4;
  private static final int SENDER = 8;
  private static final int OF_GATER = 16;
  private static final int VERSION = 32;
  private static final int METADATA = 64;

  private Row() {}

  /** A row that is not what was written. */
  static final class DamagedException extends Exception {
    DamagedException(String message) {
      super(message, null, false, false);
    }
  }

  /** Writes a row into {@code out}, over what was there. */
  static void write(ByteWriter out, MessageFields fields) {
    out.reset();
    out.i32(0);
    out.u8(flags(fields));
    out.varint(fields.receivedMillis());
    out.text(fields.topic());
    out.text(fields.type());
    if (fields.schemaVersion() != 1) {
      out.varint(fields.schemaVersion());
    }
    Instant time = fields.time();
    if (time != null) {
      out.instant(time);
    }
    if (fields.id() != null) {
      out.text(fields.id());
    }
    if (fields.source() != null) {
      out.text(fields.source());
    }
    if (fields.sender() != 0) {
      out.varint(fields.sender());
    }
    DataCodec.write(out, fields.data());
    if (!fields.metadata().isEmpty()) {
      DataCodec.write(out, fields.metadata());
    }
    out.setI32(0, checksum(fields.sequence(), out.array(), out.size()));
  }

  private static int flags(MessageFields fields) {
    return (fields.time() == null ? 0 : TIME)
        | (fields.id() == null ? 0 : ID)
        | (fields.source() == null ? 0 : SOURCE)
        | (fields.sender() == 0 ? 0 : SENDER)
        | (fields.ofGater() ? OF_GATER : 0)
        | (fields.schemaVersion() == 1 ? 0 : VERSION)
        | (fields.metadata().isEmpty() ? 0 : METADATA);
  }

  private static int checksum(long sequence, byte[] row, int size) {
    CRC32C sum = new CRC32C();
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      sum.update((int) (sequence >>> shift));
    }
    sum.update(row, Integer.BYTES, size - Integer.BYTES);
    return (int) sum.getValue();
  }

  /**
   * Checks a row.
   *
   * @throws DamagedException if it is not what was written under that number
   */
  static void check(long sequence, byte[] row) throws DamagedException {
    if (row.length <= Integer.BYTES
        || new ByteReader(row).i32() != checksum(sequence, row, row.length)) {
      throw new DamagedException("the checksum of message " + sequence + " is wrong");
    }
  }

  /** When the message of a row was received, in milliseconds. */
  static long received(byte[] row) {
    return new ByteReader(row, Integer.BYTES + 1, row.length).varint();
  }

  /** The topic of a row. */
  static String topic(byte[] row) {
    ByteReader in = new ByteReader(row, Integer.BYTES + 1, row.length);
    in.varint();
    return in.text();
  }

  /**
   * Reads a row.
   *
   * @param sameRun whether it was written in this run, so that its sender still means something
   * @throws DamagedException if it is not what was written under that number
   */
  static MessageFields read(long sequence, byte[] row, boolean sameRun) throws DamagedException {
    check(sequence, row);
    try {
      ByteReader in = new ByteReader(row, Integer.BYTES, row.length);
      int flags = in.u8();
      long received = in.varint();
      String topic = in.text();
      String type = in.text();
      int version = (flags & VERSION) == 0 ? 1 : (int) in.varint();
      Instant time = (flags & TIME) == 0 ? null : Instant.ofEpochSecond(in.zigzag(), in.varint());
      String id = (flags & ID) == 0 ? null : in.text();
      String source = (flags & SOURCE) == 0 ? null : in.text();
      long sender = (flags & SENDER) == 0 ? 0 : in.varint();
      Object data = DataCodec.read(in);
      return new MessageFields(
          sequence,
          received,
          topic,
          type,
          version,
          data,
          metadata(flags, in),
          time,
          id,
          source,
          sameRun ? sender : 0,
          (flags & OF_GATER) != 0);
    } catch (RuntimeException unreadable) { // its checksum is right: a newer Gater's, or our fault
      throw new DamagedException("message " + sequence + " can't be read: " + unreadable);
    }
  }

  private static Map<String, @Nullable Object> metadata(int flags, ByteReader in) {
    if ((flags & METADATA) == 0) {
      return Map.of();
    }
    in.u8(); // that it is a map
    return DataCodec.map(in);
  }
}
