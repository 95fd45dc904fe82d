package dev.gater.cli.certify;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Counts by reason. */
public final class Counts {
  private Counts() {}

  static long sum(Map<?, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** As a person reads them, the most frequent first: {@code 1,204 oldest, 3 conflated}. */
  public static String words(Map<? extends Enum<?>, Long> counts) {
    return counts.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Collections.reverseOrder()))
        .map(entry -> String.format(Locale.ROOT, "%,d %s", entry.getValue(), word(entry.getKey())))
        .collect(Collectors.joining(", "));
  }

  private static String word(Enum<?> reason) {
    return reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
