package dev.gater.event;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Words for values that are not what a schema wants. */
final class Mismatches {
  private static final int MAX_SHOWN_CHARS = 60;
  private static final int MAX_SHOWN_BITS = 1_024;

  private Mismatches() {}

  /**
   * @param raw what was found, not null unless nothing was
   */
  static String of(Component component, @Nullable Object raw) {
    String field = "field '" + component.name() + "' ";
    return raw == null
        ? field + "is missing"
        : field + "must be " + expected(component, raw) + ", not " + shown(raw);
  }

  private static String expected(Component component, Object raw) {
    return switch (component.kind()) {
      case STRING -> "a string";
      case BOOLEAN -> "true or false";
      case INT -> isWhole(raw) ? "a whole number of at most 32 bits" : "a whole number";
      case LONG -> isWhole(raw) ? "a whole number of at most 64 bits" : "a whole number";
      case DOUBLE -> raw instanceof Number ? "a number that fits a 64-bit float" : "a number";
      case INSTANT -> "an RFC 3339 time or epoch milliseconds";
      case ENUM -> "one of " + String.join(", ", component.constants());
      case STRINGS -> "a list of strings";
      case OBJECT -> "an object";
    };
  }

  private static boolean isWhole(Object raw) {
    return raw instanceof BigInteger || ExactNumbers.toLong(raw) != null;
  }

  /** A short, printable form of any JSON-like value. */
  static String shown(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case String text -> quoted(text);
      case Map<?, ?> map -> "an object";
      case Collection<?> list -> "a list";
      // Their decimal text takes time in the square of their length.
      case BigInteger number when number.bitLength() > MAX_SHOWN_BITS -> "a very long number";
      case BigDecimal number when number.unscaledValue().bitLength() > MAX_SHOWN_BITS ->
          "a very long number";
      case Number number -> number.toString();
      case Boolean flag -> flag.toString();
      default -> "a " + value.getClass().getSimpleName();
    };
  }

  private static String quoted(String text) {
    StringBuilder shown = new StringBuilder("\"");
    int end = Math.min(text.length(), MAX_SHOWN_CHARS);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c)) {
        shown.append(String.format("\\u%04x", (int) c));
      } else {
        shown.append(c);
      }
    }
    return shown.append(end < text.length() ? "…\"" : "\"").toString();
  }
}
