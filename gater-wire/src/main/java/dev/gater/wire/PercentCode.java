package dev.gater.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.IntPredicate;

/** Text as percent-encoded UTF-8, for headers and URI references. */
final class PercentCode {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private PercentCode() {}

  /** Encodes for a header as CloudEvents' HTTP binding has it. */
  static String header(String text) {
    return encode(text, c -> c > ' ' && c <= '~' && c != '"' && c != '%');
  }

  /** Encodes so that a path of one segment comes of it. */
  static String segment(String text) {
    return encode(
        text, c -> c < 0x80 && (Character.isLetterOrDigit(c) || "-._~!$&'()*,;=@".indexOf(c) >= 0));
  }

  private static String encode(String text, IntPredicate plain) {
    StringBuilder encoded = new StringBuilder(text.length());
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      int c = b & 0xff;
      if (plain.test(c)) {
        encoded.append((char) c);
      } else {
        encoded.append('%').append(HEX.toHexDigits(b));
      }
    }
    return encoded.toString();
  }

  /**
   * Decodes a header, in double quotes or not. A percent sign that begins no code stands for
   * itself, bytes that are not UTF-8 for U+FFFD.
   */
  static String decodeHeader(String header) {
    String text = unquoted(header.strip());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    int i = 0;
    while (i < text.length()) {
      if (text.charAt(i) == '%'
          && i + 2 < text.length()
          && HexFormat.isHexDigit(text.charAt(i + 1))
          && HexFormat.isHexDigit(text.charAt(i + 2))) {
        bytes.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
        i += 3;
      } else {
        int c = text.codePointAt(i);
        bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
        i += Character.charCount(c);
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static String unquoted(String text) {
    if (text.length() < 2 || !text.startsWith("\"") || !text.endsWith("\"")) {
      return text;
    }
    return text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1");
  }
}
