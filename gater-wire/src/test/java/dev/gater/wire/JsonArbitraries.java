package dev.gater.wire;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import org.jspecify.annotations.Nullable;

/**
 * Random JSON-like values, strange ones among them. They are made by hand: jqwik's combinators take
 * many times as long for trees, and its seed makes these repeatable just as well.
 */
public final class JsonArbitraries {
  private static final int[] STRANGE = {
    0, 8, '\n', '\t', 0x1f, '"', '\\', '/', '<', 0x7f, 0x85, 0x2028, 0x2029, 0xfeff, 0xfffd, 0xffff
  };

  private JsonArbitraries() {}

  /** Strings of whole characters: control characters, U+2028 and those beyond U+FFFF too. */
  public static Arbitrary<String> strings() {
    return Arbitraries.randomValue(JsonArbitraries::string);
  }

  /** Strings that are not empty. */
  public static Arbitrary<String> names() {
    return Arbitraries.randomValue(random -> string(random) + 'x');
  }

  public static Arbitrary<@Nullable Object> values() {
    return Arbitraries.randomValue(random -> value(random, 3));
  }

  public static Arbitrary<Map<String, @Nullable Object>> maps() {
    return Arbitraries.randomValue(random -> map(random, 3));
  }

  /** Moments that RFC 3339 can write. */
  public static Arbitrary<Instant> times() {
    return Arbitraries.oneOf(
        Arbitraries.longs().between(-62_167_219_200L, 253_402_300_799L).map(Instant::ofEpochSecond),
        Arbitraries.longs()
            .between(-62_167_219_200_000L, 253_402_300_799_999L)
            .map(Instant::ofEpochMilli),
        Arbitraries.longs().map(n -> Instant.ofEpochSecond(n / 1_000_000_000, n % 1_000_000_000)));
  }

  private static String string(Random random) {
    StringBuilder text = new StringBuilder();
    for (int left = random.nextInt(20); left > 0; left--) {
      switch (random.nextInt(10)) {
        case 0 -> text.append((char) STRANGE[random.nextInt(STRANGE.length)]);
        case 1 -> text.append((char) (0x80 + random.nextInt(0xd800 - 0x80)));
        case 2 -> text.appendCodePoint(0xe000 + random.nextInt(0x110000 - 0xe000));
        default -> text.append((char) (' ' + random.nextInt(0x7f - ' ')));
      }
    }
    return text.toString();
  }

  private static Object number(Random random) {
    return switch (random.nextInt(9)) {
      case 0 -> random.nextInt();
      case 1 -> random.nextInt(10);
      case 2 -> random.nextLong();
      case 3 -> (short) random.nextInt();
      case 4 -> (byte) random.nextInt();
      case 5 -> new BigInteger(1 + random.nextInt(200), random).negate();
      case 6 -> new BigDecimal(new BigInteger(70, random), random.nextInt(800) - 400);
      case 7 -> random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20);
      default -> (float) random.nextGaussian();
    };
  }

  private static @Nullable Object value(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 5 : 8)) {
      case 0 -> null;
      case 1 -> random.nextBoolean();
      case 2, 3 -> string(random);
      case 4 -> number(random);
      case 5 -> {
        List<@Nullable Object> list = new ArrayList<>();
        for (int left = random.nextInt(5); left > 0; left--) {
          list.add(value(random, depth - 1));
        }
        yield list;
      }
      default -> map(random, depth - 1);
    };
  }

  private static Map<String, @Nullable Object> map(Random random, int depth) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int left = random.nextInt(5); left > 0; left--) {
      map.put(string(random), value(random, depth));
    }
    return map;
  }

  /** The value with every number in the one form that says what it is exactly. */
  public static @Nullable Object exact(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<Object, @Nullable Object> exact = new LinkedHashMap<>();
        map.forEach((key, element) -> exact.put(key, exact(element)));
        yield exact;
      }
      case List<?> list -> {
        List<@Nullable Object> exact = new ArrayList<>();
        list.forEach(element -> exact.add(exact(element)));
        yield Collections.unmodifiableList(exact);
      }
      case Number number -> new BigDecimal(number.toString()).stripTrailingZeros();
      case null, default -> value;
    };
  }
}
