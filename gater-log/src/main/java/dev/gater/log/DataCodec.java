package dev.gater.log;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON-like data as bytes and back, with each number of the very class that it was: who reads from
 * the history sees what who listened live saw. JSON would make one of several.
 */
final class DataCodec {
  private static final int NULL = 0;
  private static final int FALSE = 1;
  private static final int TRUE = 2;
  private static final int STRING = 3;
  private static final int INTEGER = 4;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;
  private static final int FLOAT = 7;
  private static final int SHORT = 8;
  private static final int BYTE = 9;
  private static final int BIG_INTEGER = 10;
  private static final int BIG_DECIMAL = 11;
  private static final int MAP = 12;
  private static final int LIST = 13;

  private DataCodec() {}

  static void write(ByteWriter out, @Nullable Object data) {
    switch (data) {
      case null -> out.u8(NULL);
      case String text -> {
        out.u8(STRING);
        out.text(text);
      }
      case Integer number -> tagged(out, INTEGER, number);
      case Long number -> tagged(out, LONG, number);
      case Boolean bool -> out.u8(bool ? TRUE : FALSE);
      case Double number -> {
        out.u8(DOUBLE);
        out.i64(Double.doubleToRawLongBits(number));
      }
      case Map<?, ?> map -> {
        out.u8(MAP);
        out.varint(map.size());
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          out.text((String) entry.getKey());
          write(out, entry.getValue());
        }
      }
      case Collection<?> list -> {
        out.u8(LIST);
        out.varint(list.size());
        for (Object element : list) {
          write(out, element);
        }
      }
      case BigDecimal number -> {
        out.u8(BIG_DECIMAL);
        out.zigzag(number.scale());
        big(out, number.unscaledValue());
      }
      case BigInteger number -> {
        out.u8(BIG_INTEGER);
        big(out, number);
      }
      case Float number -> {
        out.u8(FLOAT);
        out.i32(Float.floatToRawIntBits(number));
      }
      case Short number -> tagged(out, SHORT, number);
      case Byte number -> tagged(out, BYTE, number);
      default -> throw new IllegalArgumentException("not JSON-like: " + data.getClass());
    }
  }

  private static void tagged(ByteWriter out, int tag, long number) {
    out.u8(tag);
    out.zigzag(number);
  }

  private static void big(ByteWriter out, BigInteger number) {
    byte[] bytes = number.toByteArray();
    out.varint(bytes.length);
    out.raw(bytes);
  }

  static @Nullable Object read(ByteReader in) {
    int tag = in.u8();
    return switch (tag) {
      case NULL -> null;
      case FALSE -> false;
      case TRUE -> true;
      case STRING -> in.text();
      case INTEGER -> (int) in.zigzag();
      case LONG -> in.zigzag();
      case DOUBLE -> Double.longBitsToDouble(in.i64());
      case FLOAT -> Float.intBitsToFloat(in.i32());
      case SHORT -> (short) in.zigzag();
      case BYTE -> (byte) in.zigzag();
      case BIG_INTEGER -> new BigInteger(in.raw(in.count()));
      case BIG_DECIMAL -> {
        int scale = (int) in.zigzag();
        yield new BigDecimal(new BigInteger(in.raw(in.count())), scale);
      }
      case MAP -> map(in);
      case LIST -> list(in);
      default -> throw new IllegalArgumentException("no such kind of data: " + tag);
    };
  }

  static Map<String, @Nullable Object> map(ByteReader in) {
    int size = in.count();
    Map<String, @Nullable Object> map = LinkedHashMap.newLinkedHashMap(size);
    for (int i = 0; i < size; i++) {
      map.put(in.text(), read(in));
    }
    return Collections.unmodifiableMap(map);
  }

  private static List<@Nullable Object> list(ByteReader in) {
    int size = in.count();
    List<@Nullable Object> list = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      list.add(read(in));
    }
    return Collections.unmodifiableList(list);
  }
}
