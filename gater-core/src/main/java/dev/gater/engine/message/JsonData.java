package dev.gater.engine.message;

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
 * A deep, unmodifiable copy of JSON-like data, made once when it is published: what a publisher
 * changes afterwards must not change a message under way.
 */
public final class JsonData {
  /** Deeper nesting is refused: no JSON reader downstream could be trusted with it. */
  private static final int MAX_DEPTH = 100;

  /** What an object, a map entry or a list element costs on a 64-bit JVM, roughly. */
  private static final int OVERHEAD = 32;

  private final @Nullable Object value;
  private final long weight;

  private JsonData(@Nullable Object value, long weight) {
    this.value = value;
    this.weight = weight;
  }

  /**
   * Copies data.
   *
   * @param what the name of the whole in error messages
   * @param maxWeight the weight at which copying stops with {@link TooLargeException}
   */
  public static JsonData freeze(String what, @Nullable Object data, long maxWeight)
      throws NotJsonException, TooLargeException {
    Copier copier = new Copier(maxWeight);
    Object copy;
    try {
      copy = copier.copy(data, what, 0);
    } catch (RuntimeException | StackOverflowError hostile) {
      throw unreadable(what, hostile);
    }
    return new JsonData(copy, copier.weight);
  }

  /** Whether data is immutable and has no parts, so that there is nothing to check or copy. */
  static boolean isScalar(@Nullable Object data) {
    return data == null
        || data instanceof Long
        || data instanceof Integer
        || data instanceof Boolean
        || data instanceof Short
        || data instanceof Byte;
  }

  /** Says of a map of the publisher's that it changed, threw or recursed without end. */
  static NotJsonException unreadable(String what, Throwable hostile) {
    return new NotJsonException(what + " could not be read: " + hostile.getClass().getName());
  }

  /** The weight of data that is frozen already. */
  public static long weigh(@Nullable Object frozen) {
    return switch (frozen) {
      case String text -> OVERHEAD + text.length();
      case Map<?, ?> map -> {
        long sum = OVERHEAD;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          sum += weigh(entry.getKey()) + weigh(entry.getValue());
        }
        yield sum;
      }
      case Collection<?> list -> {
        long sum = OVERHEAD;
        for (Object element : list) {
          sum += weigh(element);
        }
        yield sum;
      }
      case null, default -> OVERHEAD;
    };
  }

  /** The copy. */
  public @Nullable Object value() {
    return value;
  }

  /** Its size in bytes, estimated. */
  public long weight() {
    return weight;
  }

  private static final class Copier {
    private final long maxWeight;
    private long weight;

    Copier(long maxWeight) {
      this.maxWeight = maxWeight;
    }

    @Nullable Object copy(@Nullable Object data, String path, int depth)
        throws NotJsonException, TooLargeException {
      add(OVERHEAD);
      return switch (data) {
        case null -> null;
        case String text -> text(text, path);
        case Boolean bool -> bool;
        case Double number -> finite(number, number, path);
        case Float number -> finite(number, number, path);
        case Integer number -> number;
        case Long number -> number;
        case Short number -> number;
        case Byte number -> number;
        case BigInteger number -> exactly(number, BigInteger.class, path);
        case BigDecimal number -> exactly(number, BigDecimal.class, path);
        case Map<?, ?> map -> map(map, path, deeper(path, depth));
        case Collection<?> list -> list(list, path, deeper(path, depth));
        default ->
            throw new NotJsonException(
                path
                    + " is a "
                    + data.getClass().getName()
                    + "; use null, a string, boolean, number, map or list");
      };
    }

    private Map<String, @Nullable Object> map(Map<?, ?> map, String path, int depth)
        throws NotJsonException, TooLargeException {
      Map<String, @Nullable Object> copy = LinkedHashMap.newLinkedHashMap(room(map.size()));
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        if (!(entry.getKey() instanceof String key)) {
          throw new NotJsonException(path + " has a key that is not a string: " + entry.getKey());
        }
        String place = path + '.' + key;
        text(key, place);
        copy.put(key, copy(entry.getValue(), place, depth));
      }
      return Collections.unmodifiableMap(copy);
    }

    private List<@Nullable Object> list(Collection<?> list, String path, int depth)
        throws NotJsonException, TooLargeException {
      List<@Nullable Object> copy = new ArrayList<>(room(list.size()));
      for (Object element : list) {
        copy.add(copy(element, path + '[' + copy.size() + ']', depth));
      }
      return Collections.unmodifiableList(copy);
    }

    /** Refuses what is too large before room is made for it: a list may be larger than memory. */
    private int room(int size) throws TooLargeException {
      if ((long) size * OVERHEAD > maxWeight - weight) {
        throw new TooLargeException();
      }
      return size;
    }

    private int deeper(String path, int depth) throws NotJsonException {
      if (depth == MAX_DEPTH) {
        throw new NotJsonException(
            path.substring(0, Math.min(path.length(), 60))
                + "… is nested deeper than "
                + MAX_DEPTH
                + " levels");
      }
      return depth + 1;
    }

    private String text(String text, String path) throws NotJsonException, TooLargeException {
      add(text.length());
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (Character.isSurrogate(c)) {
          if (Character.isLowSurrogate(c)
              || i + 1 == text.length()
              || !Character.isLowSurrogate(text.charAt(i + 1))) {
            throw new NotJsonException(
                path + " has a surrogate without its other half at character " + i);
          }
          i++;
        }
      }
      return text;
    }

    private static Object finite(Object number, double value, String path) throws NotJsonException {
      if (!Double.isFinite(value)) {
        throw new NotJsonException(path + " is " + value + ", which JSON can't carry; use null");
      }
      return number;
    }

    /** A subclass could change under way. */
    private Object exactly(Number number, Class<? extends Number> type, String path)
        throws NotJsonException {
      if (number.getClass() != type) {
        throw new NotJsonException(path + " is a subclass of " + type.getName());
      }
      return number;
    }

    private void add(long more) throws TooLargeException {
      weight += more;
      if (weight > maxWeight) {
        throw new TooLargeException();
      }
    }
  }

  /** Data is not JSON-like; the message says where and why. */
  public static final class NotJsonException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int MAX_SHOWN = 300;

    private final String flaw;

    NotJsonException(String flaw) {
      super(flaw, null, false, false);
      this.flaw = printable(flaw);
    }

    /** A path is made of the publisher's keys, and is to stand in logs. */
    private static String printable(String flaw) {
      StringBuilder shown = new StringBuilder();
      flaw.codePoints()
          .limit(MAX_SHOWN)
          .forEach(c -> {
            if (Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE) {
              shown.append(String.format("\\u%04x", c));
            } else {
              shown.appendCodePoint(c);
            }
          });
      return flaw.codePointCount(0, flaw.length()) > MAX_SHOWN ? shown + "…" : shown.toString();
    }

    /** What is wrong and where. */
    String flaw() {
      return flaw;
    }
  }

  /** Data is larger than allowed. */
  public static final class TooLargeException extends Exception {
    private static final long serialVersionUID = 1L;

    TooLargeException() {
      super("too large", null, false, false);
    }
  }
}
