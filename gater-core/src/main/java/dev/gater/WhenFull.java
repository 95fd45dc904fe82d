package dev.gater;

import java.time.Duration;

/** What a publication does when its instance is full. It is decided before a number is given. */
public sealed interface WhenFull {

  /** It is refused at once. */
  static WhenFull refuse() {
    return new Refuse();
  }

  /**
   * It waits for room up to that long, then it is refused.
   *
   * @throws IllegalArgumentException if the duration is not positive
   */
  static WhenFull waitFor(Duration atMost) {
    return new Wait(atMost);
  }

  /** See {@link #refuse()}. */
  record Refuse() implements WhenFull {}

  /**
   * See {@link #waitFor(Duration)}.
   *
   * @param atMost the longest wait, positive
   */
  record Wait(Duration atMost) implements WhenFull {
    /**
     * @throws IllegalArgumentException if the duration is not positive
     */
    public Wait {
      if (!atMost.isPositive()) {
        throw new IllegalArgumentException("a wait must be longer than nothing: " + atMost);
      }
    }
  }
}
