package dev.gater.wire.schema;

import dev.gater.event.EventSchema.Field;
import dev.gater.wire.json.Json;
import dev.gater.wire.json.Times;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether data has the fields of a schema that a user registered. */
final class FieldCheck {
  private FieldCheck() {}

  /** The first field that does not fit, in words; empty if all do. No data is as good as {}. */
  static Optional<String> mismatch(Schema schema, @Nullable Object data) {
    if (data != null && !(data instanceof Map)) {
      return Optional.of("data must be an object, not " + Json.brief(data));
    }
    Map<?, ?> values = data instanceof Map<?, ?> map ? map : Map.of();
    for (Field field : schema.fields()) {
      if (field.inTopic() || field.inType()) {
        continue;
      }
      Object value = values.get(field.name());
      if (value == null ? field.required() : !fits(field, value)) {
        String instead = value == null ? "but is missing" : "not " + Json.brief(value);
        return Optional.of(
            "field '" + field.name() + "' must be " + expected(field) + ", " + instead);
      }
    }
    return Optional.empty();
  }

  private static boolean fits(Field field, Object value) {
    return switch (field.kind()) {
      case STRING -> value instanceof String;
      case BOOLEAN -> value instanceof Boolean;
      case INT -> isWhole(value, Integer.SIZE);
      case LONG -> isWhole(value, Long.SIZE);
      case DOUBLE ->
          value instanceof Number
              || value.equals("NaN")
              || value.equals("Infinity")
              || value.equals("-Infinity");
      case INSTANT -> isMoment(value);
      case ENUM -> value instanceof String text && field.constants().contains(text);
      case STRINGS ->
          value instanceof List<?> list && list.stream().allMatch(String.class::isInstance);
      case OBJECT -> value instanceof Map;
    };
  }

  private static boolean isWhole(Object value, int bits) {
    return switch (value) {
      case Byte _, Short _, Integer _ -> true;
      case Long number -> BigInteger.valueOf(number).bitLength() < bits;
      case BigInteger number -> number.bitLength() < bits;
      case Float number -> isWhole((double) number, bits);
      case Double number -> isWhole((double) number, bits);
      case BigDecimal number -> isWhole(number, bits);
      default -> false;
    };
  }

  private static boolean isWhole(double number, int bits) {
    double limit = 2.0 * (1L << (bits - 2));
    return number == Math.rint(number) && number >= -limit && number < limit;
  }

  private static boolean isWhole(BigDecimal number, int bits) {
    try {
      return BigInteger.valueOf(number.longValueExact()).bitLength() < bits;
    } catch (ArithmeticException notWhole) {
      return false;
    }
  }

  private static boolean isMoment(Object value) {
    if (!(value instanceof String text)) {
      return isWhole(value, Long.SIZE);
    }
    try {
      Times.parse(text);
      return true;
    } catch (IllegalArgumentException notAMoment) {
      return false;
    }
  }

  private static String expected(Field field) {
    return switch (field.kind()) {
      case STRING -> "a string";
      case BOOLEAN -> "true or false";
      case INT -> "a whole number of 32 bits";
      case LONG -> "a whole number of 64 bits";
      case DOUBLE -> "a number";
      case INSTANT -> "epoch milliseconds or RFC 3339";
      case ENUM -> "one of " + String.join(", ", field.constants());
      case STRINGS -> "a list of strings";
      case OBJECT -> "an object";
    };
  }
}
