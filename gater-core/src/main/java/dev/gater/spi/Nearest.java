package dev.gater.spi;

import java.util.Collection;
import java.util.Comparator;

/** Finds what a mistyped name was probably meant to be, so that errors can say it. */
public final class Nearest {
  private Nearest() {}

  /**
   * A sentence's end: {@code ; did you mean 'health'?} where a known name is near, else {@code ;
   * there are: …} with all of them.
   */
  public static String hint(String name, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
        .filter(nearest -> distance(name, nearest) <= Math.max(2, name.length() / 3))
        .map(nearest -> "; did you mean '" + nearest + "'?")
        .orElseGet(() -> "; there are: " + String.join(", ", known));
  }

  /** Levenshtein's edit distance, by the usual two rows. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
