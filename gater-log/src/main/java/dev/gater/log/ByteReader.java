package dev.gater.log;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * Reads what {@link ByteWriter} wrote. What is not that throws {@link IllegalArgumentException}.
 * Not safe for use by several threads.
 */
final class ByteReader {
  private final byte[] bytes;
  private final int end;
  private int at;

  ByteReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  ByteReader(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  boolean hasMore() {
    return at < end;
  }

  int position() {
    return at;
  }

  private int take(int count) {
    if (count < 0 || count > end - at) {
      throw new IllegalArgumentException("ends too early");
    }
    int from = at;
    at += count;
    return from;
  }

  int u8() {
    return bytes[take(1)] & 0xff;
  }

  int i32() {
    int from = take(Integer.BYTES);
    int value = 0;
    for (int i = 0; i < Integer.BYTES; i++) {
      value = (value << Byte.SIZE) | (bytes[from + i] & 0xff);
    }
    return value;
  }

  long i64() {
    long high = i32();
    return (high << Integer.SIZE) | (i32() & 0xffff_ffffL);
  }

  long varint() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int next = u8();
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number is too long");
  }

  /** A {@link #varint()} that is a length or count, of parts that take a byte each at least. */
  int count() {
    long count = varint();
    if (count < 0 || count > end - at) {
      throw new IllegalArgumentException("a length of " + count);
    }
    return (int) count;
  }

  long zigzag() {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  Instant instant() {
    return Instant.ofEpochSecond(zigzag(), varint());
  }

  byte[] raw(int count) {
    int from = take(count);
    return Arrays.copyOfRange(bytes, from, from + count);
  }

  String text() {
    int length = count();
    return new String(bytes, take(length), length, StandardCharsets.UTF_8);
  }

  void skipText() {
    take(count());
  }
}
