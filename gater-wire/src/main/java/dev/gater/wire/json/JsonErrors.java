package dev.gater.wire.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/** Says in Gater's words, on one line, what the JSON library has to say about bad input. */
final class JsonErrors {
  private static final Pattern WORD =
      Pattern.compile("(?:Unrecognized|Non-standard) token '([^']{1,20})");
  private static final Pattern ESCAPE = Pattern.compile("character escape '(.)'");
  private static final Pattern CHARACTER = Pattern.compile("Unexpected character \\('([!-~])'");

  private JsonErrors() {}

  /** The sentence for an exception of the parser, which stands at byte {@code at}. */
  static JsonException of(JacksonException thrown, byte[] bytes, int offset, int length, int at) {
    String original = thrown.getOriginalMessage();
    if (thrown instanceof StreamConstraintsException) {
      return limit(original);
    }
    int place = adjusted(original, bytes, offset, Math.clamp(at, offset, offset + length));
    if (thrown instanceof UnexpectedEndOfInputException || place == offset + length) {
      return new JsonException(
          "not JSON: it ends too early, " + column(bytes, offset, offset + length));
    }
    return new JsonException(
        "not JSON: "
            + reason(original, bytes, place, offset + length)
            + " "
            + column(bytes, offset, place));
  }

  /** The parser stands now at the character that it means, now behind or within it. */
  private static int adjusted(String original, byte[] bytes, int offset, int at) {
    int place = at;
    while (place > offset && place < bytes.length && (bytes[place] & 0xc0) == 0x80) {
      place--;
    }
    for (Pattern pattern : List.of(CHARACTER, WORD)) {
      Matcher meant = pattern.matcher(original);
      if (meant.find()) {
        byte[] text = meant.group(1).getBytes(StandardCharsets.UTF_8);
        int before = place - text.length;
        if (!isAt(text, bytes, place) && before >= offset && isAt(text, bytes, before)) {
          return before;
        }
      }
    }
    return place;
  }

  private static boolean isAt(byte[] text, byte[] bytes, int place) {
    return place + text.length <= bytes.length
        && Arrays.equals(text, 0, text.length, bytes, place, place + text.length);
  }

  private static JsonException limit(String original) {
    String lower = original.toLowerCase(Locale.ROOT);
    if (lower.contains("nesting depth")) {
      return tooDeep();
    }
    return lower.contains("number value length")
        ? tooManyDigits()
        : new JsonException("too large to read: a name or string passes every sensible length");
  }

  private static String reason(String original, byte[] bytes, int place, int end) {
    String here = shown(bytes, place, end);
    if (original.startsWith("Illegal unquoted character")) {
      return String.format(
          Locale.ROOT, "a control character must be written as \\u%04x in a string,", bytes[place]);
    }
    Matcher escape = ESCAPE.matcher(original);
    if (escape.find()) {
      return "unknown escape \\" + escape.group(1);
    }
    if (original.contains("Leading zeroes")) {
      return "a number must not begin with 0";
    }
    Matcher word = WORD.matcher(original);
    if (word.find()) {
      return "unexpected word '" + word.group(1) + "'";
    }
    if (original.contains("to start property name")) {
      return "expected a field's name in double quotes, not " + here + ",";
    }
    if (original.contains("comma to separate")) {
      return "expected a comma or the end before " + here;
    }
    if (original.contains("expecting a colon")) {
      return "expected a colon before " + here;
    }
    return "unexpected " + here;
  }

  private static String shown(byte[] bytes, int place, int end) {
    int last = place + 1;
    while (last < end && (bytes[last] & 0xc0) == 0x80) {
      last++;
    }
    String text = new String(bytes, place, last - place, StandardCharsets.UTF_8);
    int c = text.codePointAt(0);
    return Character.isISOControl(c) || Character.isWhitespace(c) || Character.isSpaceChar(c)
        ? String.format(Locale.ROOT, "U+%04X", c)
        : "'" + text + "'";
  }

  static String column(byte[] bytes, int offset, int place) {
    return "at column " + Utf8.column(bytes, offset, place);
  }

  static JsonException tooDeep() {
    return new JsonException("nested deeper than " + Json.MAX_DEPTH + " levels");
  }

  static JsonException tooManyDigits() {
    return new JsonException(
        "a number has more than "
            + Json.MAX_DIGITS
            + " digits when written out; give it as a string");
  }
}
