package dev.gater.cli;

import dev.gater.Start;
import java.time.DateTimeException;
import java.time.OffsetDateTime;

/** What {@code --from} says: where subscriptions begin to read. */
final class Beginning {
  /** The forms, for whoever used none of them. */
  private static final String FORMS =
      "live, beginning, last, the number of a message, such as 1200, or a time, such as"
          + " 2026-01-31T08:00:00Z";

  private Beginning() {}

  /**
   * Reads one of the forms.
   *
   * @throws UsageException if it is none
   */
  static Start parse(String text) {
    return switch (text) {
      case "live" -> Start.live();
      case "beginning" -> Start.beginning();
      case "last" -> Start.last();
      default -> isNumber(text) ? sequence(text) : time(text);
    };
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static Start sequence(String text) {
    try {
      return Start.sequence(Long.parseLong(text));
    } catch (IllegalArgumentException noSequence) { // 0, or more than a long
      throw new UsageException(
          "--from: '" + text + "' numbers no message; numbers begin with 1, or say 'beginning'");
    }
  }

  private static Start time(String text) {
    try {
      return Start.time(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException noTime) {
      throw new UsageException("--from: '" + text + "' is not one of " + FORMS);
    }
  }
}
