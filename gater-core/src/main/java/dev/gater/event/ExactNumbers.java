package dev.gater.event;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Conversions of JSON-like numbers that keep the number or refuse. Each answers null for what is
 * not a number or does not fit.
 */
final class ExactNumbers {
  private ExactNumbers() {}

  static @Nullable Integer toInt(Object raw) {
    Long value = toLong(raw);
    return value == null || value.intValue() != value ? null : (Integer) value.intValue();
  }

  static @Nullable Long toLong(Object raw) {
    return switch (raw) {
      case Long value -> value;
      case Integer value -> value.longValue();
      case Short value -> value.longValue();
      case Byte value -> value.longValue();
      case BigInteger value -> value.bitLength() < Long.SIZE ? (Long) value.longValue() : null;
      case BigDecimal value -> toLong(value);
      case Double value -> toLong(value.doubleValue());
      case Float value -> toLong(value.doubleValue());
      default -> null;
    };
  }

  private static @Nullable Long toLong(BigDecimal value) {
    try {
      return value.longValueExact();
    } catch (ArithmeticException e) {
      return null;
    }
  }

  private static @Nullable Long toLong(double value) {
    // (long) saturates, so that 2^63 would pass for Long.MAX_VALUE.
    return value == (long) value && value != 0x1p63 ? (Long) (long) value : null;
  }

  static @Nullable Double toDouble(Object raw) {
    return switch (raw) {
      case Double value -> value;
      case Float value -> value.doubleValue();
      case BigDecimal value -> toDouble(value);
      case BigInteger value -> toDouble(value);
      case Long value -> toDouble(BigInteger.valueOf(value));
      case Integer value -> value.doubleValue();
      case Short value -> value.doubleValue();
      case Byte value -> value.doubleValue();
      case String value ->
          switch (value) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> null;
          };
      default -> null;
    };
  }

  private static @Nullable Double toDouble(BigInteger value) {
    double number = value.doubleValue();
    boolean isSame =
        Double.isFinite(number) && new BigDecimal(number).compareTo(new BigDecimal(value)) == 0;
    return isSame ? (Double) number : null;
  }

  /**
   * A double has no exact decimal for most decimals (0.1), so exact means here: written with as
   * many digits, the double reads the same.
   */
  private static @Nullable Double toDouble(BigDecimal value) {
    double number = value.doubleValue();
    if (Double.isInfinite(number) || (number == 0 && value.signum() != 0)) {
      return null;
    }
    var sameDigits = new MathContext(value.precision(), RoundingMode.HALF_EVEN);
    boolean isSame =
        new BigDecimal(number).round(sameDigits).compareTo(value) == 0
            || BigDecimal.valueOf(number).compareTo(value) == 0;
    return isSame ? (Double) number : null;
  }
}
