package dev.gater.log;

import java.nio.charset.StandardCharsets;

/** What is kept of an instance beside its messages, a row each. */
enum Meta {
  /** Its epochs. */
  EPOCHS,
  /** Up to where numbers may have been given. */
  RESERVED,
  /** The last number, if it was closed in good order. */
  CLEAN,
  /** The oldest number kept, when that was last written down. */
  FIRST;

  byte[] key(int instance) {
    return Keys.of(instance, name().getBytes(StandardCharsets.US_ASCII));
  }

  /** The key under which the number of the instance of that name is found. */
  static byte[] instance(String name) {
    return Keys.of(0, name.getBytes(StandardCharsets.US_ASCII));
  }

  static byte[] number(long number) {
    ByteWriter out = new ByteWriter();
    out.varint(number);
    return out.copy();
  }

  static long number(byte[] row) {
    return new ByteReader(row).varint();
  }
}
