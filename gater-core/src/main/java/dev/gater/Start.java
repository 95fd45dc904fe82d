package dev.gater;

import java.time.Instant;

/** Where a subscription begins. The passage from history to live has no gap and no duplicate. */
public sealed interface Start {

  /** With the next message published. */
  static Start live() {
    return new Live();
  }

  /** With the oldest message kept. */
  static Start beginning() {
    return new Beginning();
  }

  /** With the last message of each matching topic, then live. */
  static Start last() {
    return last(1);
  }

  /**
   * With the last messages of each matching topic, that many at most, in the order they came; then
   * live.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  static Start last(int perTopic) {
    return new Last(perTopic);
  }

  /**
   * With that sequence, inclusive; where it is no longer kept, a gap is told first.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  static Start sequence(long first) {
    return new Sequence(first);
  }

  /** With the first message received at that time or after it. */
  static Start time(Instant received) {
    return new Time(received);
  }

  /** After that position: the next message, or a gap or reset is told first. */
  static Start after(Position position) {
    return new After(position);
  }

  /** See {@link #live()}. */
  record Live() implements Start {}

  /** See {@link #beginning()}. */
  record Beginning() implements Start {}

  /**
   * See {@link #last(int)}.
   *
   * @param perTopic messages of each topic at most
   */
  record Last(int perTopic) implements Start {
    /**
     * @throws IllegalArgumentException if it is below 1
     */
    public Last {
      if (perTopic < 1) {
        throw new IllegalArgumentException("at least the last 1 of each topic, not " + perTopic);
      }
    }
  }

  /**
   * See {@link #sequence(long)}.
   *
   * @param first the first sequence wanted
   */
  record Sequence(long first) implements Start {
    /**
     * @throws IllegalArgumentException if the sequence is below 1
     */
    public Sequence {
      if (first < 1) {
        throw new IllegalArgumentException("sequences begin with 1: " + first);
      }
    }
  }

  /**
   * See {@link #time(Instant)}.
   *
   * @param received the earliest time of acceptance wanted
   */
  record Time(Instant received) implements Start {}

  /**
   * See {@link #after(Position)}.
   *
   * @param position the last position known
   */
  record After(Position position) implements Start {}
}
