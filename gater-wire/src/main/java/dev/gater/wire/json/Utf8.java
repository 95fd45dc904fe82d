package dev.gater.wire.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A strict check of UTF-8 before anything is parsed: the JSON parser lets overlong forms and
 * surrogates pass, and a string with half a surrogate could not be written again.
 */
final class Utf8 {
  /** The bytes are valid, and no backslash is among them. */
  static final int PLAIN = -1;

  /** The bytes are valid, and a backslash is among them. */
  static final int ESCAPED = -2;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long ONES = 0x0101010101010101L;
  private static final long BACKSLASHES = ONES * '\\';

  private Utf8() {}

  /** {@link #PLAIN}, {@link #ESCAPED}, or the index of the first byte that is not UTF-8. */
  static int scan(byte[] bytes, int offset, int length) {
    int end = offset + length;
    boolean escaped = false;
    int i = offset;
    while (i < end) {
      if (i + Long.BYTES <= end) {
        long eight = (long) LONGS.get(bytes, i);
        if ((eight & HIGH_BITS) == 0) {
          long x = eight ^ BACKSLASHES;
          escaped |= ((x - ONES) & ~x & HIGH_BITS) != 0;
          i += Long.BYTES;
          continue;
        }
      }
      byte b = bytes[i];
      if (b >= 0) {
        escaped |= b == '\\';
        i++;
        continue;
      }
      int more = continuation(bytes, i, end);
      if (more == 0) {
        return i;
      }
      i += 1 + more;
    }
    return escaped ? ESCAPED : PLAIN;
  }

  /** How many bytes follow the leading byte at {@code i}; 0 if what is there is not UTF-8. */
  private static int continuation(byte[] bytes, int i, int end) {
    int lead = bytes[i] & 0xff;
    int more = lead >= 0xc2 && lead < 0xe0 ? 1 : lead >= 0xe0 && lead < 0xf0 ? 2 : 3;
    if (lead < 0xc2 || lead > 0xf4 || i + more >= end) {
      return 0;
    }
    int second = bytes[i + 1] & 0xff;
    // Not longer than need be (e0, f0), no surrogate (ed), nothing beyond U+10FFFF (f4).
    int least = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    int most = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    if (second < least || second > most) {
      return 0;
    }
    for (int k = 2; k <= more; k++) {
      if ((bytes[i + k] & 0xc0) != 0x80) {
        return 0;
      }
    }
    return more;
  }

  /** The column of the byte at {@code index}, in characters from 1. */
  static int column(byte[] bytes, int offset, int index) {
    int column = 1;
    for (int i = offset; i < index; i++) {
      if ((bytes[i] & 0xc0) != 0x80) {
        column++;
      }
    }
    return column;
  }
}
