package dev.gater.wire;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A media type as far as data depends on it.
 *
 * @param text the whole, as it was given
 * @param essence type and subtype in lower case, without parameters
 * @param charset of a text
 */
record ContentType(String text, String essence, Charset charset) {
  static final ContentType JSON =
      new ContentType("application/json", "application/json", StandardCharsets.UTF_8);

  private static final String TOKEN = "[A-Za-z0-9!#$&^_.+-]+";

  /** Printable ASCII only: what goes into a header must not end it. */
  private static final Pattern FORM =
      Pattern.compile("(" + TOKEN + "/" + TOKEN + ")\\s*(;[ -~]*)?");

  private static final Pattern CHARSET =
      Pattern.compile(";\\s*charset\\s*=\\s*\"?([A-Za-z0-9_.:-]+)", Pattern.CASE_INSENSITIVE);

  /** The media type; null if the text is none or names a charset that nobody here knows. */
  static @Nullable ContentType parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return null;
    }
    Charset charset = StandardCharsets.UTF_8;
    Matcher named = CHARSET.matcher(form.group(2) == null ? "" : form.group(2));
    if (named.find()) {
      try {
        charset = Charset.forName(named.group(1));
      } catch (IllegalArgumentException unknown) {
        return null;
      }
    }
    return new ContentType(text, form.group(1).toLowerCase(Locale.ROOT), charset);
  }

  boolean isJson() {
    return essence.endsWith("/json") || essence.endsWith("+json");
  }

  boolean isText() {
    return essence.startsWith("text/") || essence.endsWith("/xml") || essence.endsWith("+xml");
  }
}
