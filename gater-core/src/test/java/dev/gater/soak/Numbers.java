package dev.gater.soak;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The last number of each publisher. Most publish little, and those come late. */
final class Numbers {
  private static final int DENSE = 128;

  private int[] first = new int[8];
  private final Map<Integer, Integer> others = new HashMap<>();

  /** Answers with the number before, 0 for none. */
  int put(int publisher, int number) {
    if (publisher >= DENSE) {
      Integer before = others.put(publisher, number);
      return before == null ? 0 : before;
    }
    if (publisher >= first.length) {
      first = Arrays.copyOf(first, DENSE);
    }
    int before = first[publisher];
    first[publisher] = number;
    return before;
  }
}
