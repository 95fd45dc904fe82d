package dev.gater.wire.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Moments as RFC 3339 text. Safe for any thread. */
public final class Times {
  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  /** Narrower than ISO 8601, which Java's own formatters read. */
  private static final Pattern FORM =
      Pattern.compile(
          "(\\d{4}-\\d\\d-\\d\\d)[Tt ](\\d\\d:\\d\\d:)(\\d\\d)(?:(\\.\\d{1,9})\\d*)?([Zz]|[+-]\\d\\d:\\d\\d)");

  private static final int DAY_SECONDS = 86_400;

  private Times() {}

  /**
   * The moment in UTC, {@code 2023-01-01T00:00:00Z}, with 3, 6 or 9 digits of a second where it has
   * a fraction.
   */
  public static String format(Instant when) {
    if (when.isBefore(FIRST) || when.isAfter(LAST)) {
      return when.toString(); // RFC 3339 has no such years
    }
    byte[] text = new byte[30];
    long day = Math.floorDiv(when.getEpochSecond(), DAY_SECONDS);
    int second = Math.floorMod(when.getEpochSecond(), DAY_SECONDS);
    date(text, day);
    text[10] = 'T';
    digits(text, 11, 2, second / 3600);
    text[13] = ':';
    digits(text, 14, 2, second / 60 % 60);
    text[16] = ':';
    digits(text, 17, 2, second % 60);
    int end = fraction(text, when.getNano());
    text[end] = 'Z';
    return ascii(text, end + 1);
  }

  /** Days to a date by counting years from March, so that a leap day is the last of its year. */
  private static void date(byte[] text, long epochDay) {
    long shifted = epochDay + 719_468; // days from 0000-03-01 to 1970-01-01
    long era = Math.floorDiv(shifted, 146_097L);
    int dayOfEra = (int) (shifted - era * 146_097);
    int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int march = (5 * dayOfYear + 2) / 153;
    int month = march < 10 ? march + 3 : march - 9;
    int year = (int) (yearOfEra + era * 400) + (month <= 2 ? 1 : 0);
    digits(text, 0, 4, year);
    text[4] = '-';
    digits(text, 5, 2, month);
    text[7] = '-';
    digits(text, 8, 2, dayOfYear - (153 * march + 2) / 5 + 1);
  }

  private static int fraction(byte[] text, int nanos) {
    if (nanos == 0) {
      return 19;
    }
    text[19] = '.';
    int width = nanos % 1_000_000 == 0 ? 3 : nanos % 1_000 == 0 ? 6 : 9;
    digits(text, 20, width, width == 3 ? nanos / 1_000_000 : width == 6 ? nanos / 1_000 : nanos);
    return 20 + width;
  }

  private static void digits(byte[] text, int from, int width, int value) {
    int left = value;
    for (int i = from + width - 1; i >= from; i--) {
      text[i] = (byte) ('0' + left % 10);
      left /= 10;
    }
  }

  @SuppressWarnings(
      "deprecation") // the one constructor that takes ASCII as it is, without decoding
  private static String ascii(byte[] text, int length) {
    return new String(text, 0, 0, length);
  }

  /**
   * Reads RFC 3339 with an offset. Of a second's fraction nine digits count; a leap second is the
   * moment after it.
   *
   * @throws IllegalArgumentException if it is not of that form or no such moment exists
   */
  public static Instant parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("not RFC 3339: " + text);
    }
    boolean leap = form.group(3).equals("60") && form.group(2).endsWith(":59:");
    String fraction = form.group(4) == null || leap ? "" : form.group(4);
    String iso =
        form.group(1)
            + 'T'
            + form.group(2)
            + (leap ? "59" : form.group(3))
            + fraction
            + form.group(5).toUpperCase(Locale.ROOT);
    try {
      Instant when = OffsetDateTime.parse(iso).toInstant();
      return leap ? when.plusSeconds(1) : when;
    } catch (DateTimeException noSuchMoment) {
      throw new IllegalArgumentException("no such moment: " + text, noSuchMoment);
    }
  }

  /**
   * The moment of epoch milliseconds.
   *
   * @throws IllegalArgumentException if RFC 3339 can't write it: outside of the years 0 to 9999
   */
  public static Instant ofEpochMilli(long millis) {
    if (millis < FIRST.toEpochMilli() || millis > LAST.toEpochMilli()) {
      throw new IllegalArgumentException("outside of the years 0 to 9999: " + millis);
    }
    return Instant.ofEpochMilli(millis);
  }
}
