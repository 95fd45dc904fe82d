package dev.gater.bench.workload;

/**
 * What is published: message i is i modulo 1,024, plus one. The boxes are made once, so that boxing
 * is nobody's cost.
 */
final class Values {
  private static final int CYCLE = 1024;
  private static final Long[] BOXES = new Long[CYCLE];

  static {
    for (int i = 0; i < CYCLE; i++) {
      BOXES[i] = (long) i + 1;
    }
  }

  private Values() {}

  static Long of(long message) {
    return BOXES[(int) message & (CYCLE - 1)];
  }

  /** The sum of the first so many. */
  static long sumOf(long messages) {
    return messages / CYCLE * triangle(CYCLE) + triangle(messages % CYCLE);
  }

  private static long triangle(long n) {
    return n * (n + 1) / 2;
  }
}
