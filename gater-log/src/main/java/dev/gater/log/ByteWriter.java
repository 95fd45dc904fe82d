package dev.gater.log;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/** Writes numbers and strings into bytes that grow. Not safe for use by several threads. */
final class ByteWriter {
  private byte[] bytes = new byte[512];
  private int size;

  void reset() {
    size = 0;
  }

  int size() {
    return size;
  }

  /** The bytes written to, of which the first {@link #size()} count. */
  byte[] array() {
    return bytes;
  }

  byte[] copy() {
    return Arrays.copyOf(bytes, size);
  }

  private void room(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }

  void u8(int value) {
    room(1);
    bytes[size++] = (byte) value;
  }

  void i32(int value) {
    room(Integer.BYTES);
    setI32(size, value);
    size += Integer.BYTES;
  }

  void setI32(int at, int value) {
    for (int i = 0; i < Integer.BYTES; i++) {
      bytes[at + i] = (byte) (value >>> (Byte.SIZE * (Integer.BYTES - 1 - i)));
    }
  }

  void i64(long value) {
    i32((int) (value >>> Integer.SIZE));
    i32((int) value);
  }

  /** Seven bits a byte, the lowest first; numbers below 0 take ten bytes. */
  void varint(long value) {
    room(10);
    long left = value;
    while ((left & ~0x7fL) != 0) {
      bytes[size++] = (byte) (left | 0x80);
      left >>>= 7;
    }
    bytes[size++] = (byte) left;
  }

  /** As {@link #varint}, short for numbers near 0 on either side. */
  void zigzag(long value) {
    varint((value << 1) ^ (value >> (Long.SIZE - 1)));
  }

  void instant(Instant time) {
    zigzag(time.getEpochSecond());
    varint(time.getNano());
  }

  void raw(byte[] value) {
    room(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
  }

  void text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    varint(utf8.length);
    raw(utf8);
  }
}
