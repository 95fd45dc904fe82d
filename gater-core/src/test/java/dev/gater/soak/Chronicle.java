package dev.gater.soak;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What one instance accepted, by sequence, as its publishers were answered. Complete once they have
 * all been answered.
 */
final class Chronicle {
  private static final int TOPIC_BITS = 8;
  private static final int NUMBER_BITS = 24;

  private final AtomicLongArray marks;
  private final AtomicIntegerArray senders;
  private final AtomicInteger reserved = new AtomicInteger();
  private final AtomicInteger accepted = new AtomicInteger();

  /** For so many messages at most. */
  Chronicle(int capacity) {
    marks = new AtomicLongArray(capacity + 1);
    senders = new AtomicIntegerArray(capacity + 1);
  }

  /** A message's data: who published it, the how manyth of his it is, and where. */
  static long mark(int publisher, int number, int topic) {
    return ((long) publisher << NUMBER_BITS | number) << TOPIC_BITS | topic;
  }

  static int topicOf(long mark) {
    return (int) (mark & ((1 << TOPIC_BITS) - 1));
  }

  static int numberOf(long mark) {
    return (int) (mark >> TOPIC_BITS) & ((1 << NUMBER_BITS) - 1);
  }

  static int publisherOf(long mark) {
    return (int) (mark >> (TOPIC_BITS + NUMBER_BITS));
  }

  /** Whether one more may be published; else memory would not be bounded. */
  boolean reserve() {
    return reserved.get() < marks.length() - 1 && reserved.incrementAndGet() <= marks.length() - 1;
  }

  /**
   * That has been accepted.
   *
   * @param sender the visitor that is left out, 0 for none
   */
  void accepted(long sequence, long mark, int sender, Faults faults) {
    boolean legal = sequence > 0 && sequence < marks.length();
    faults.unless(legal, "a publication got the number %d", sequence);
    if (legal) {
      senders.set((int) sequence, sender);
      boolean first = marks.compareAndSet((int) sequence, 0, mark);
      faults.unless(first, "two publications got the number %d", sequence);
      accepted.incrementAndGet();
    }
  }

  /** How many were accepted. */
  int size() {
    return accepted.get();
  }

  long mark(int sequence) {
    return marks.get(sequence);
  }

  boolean hasSender(int sequence) {
    return senders.get(sequence) != 0;
  }

  /** Whether it matches and its sender is another. */
  boolean isDue(int sequence, int pattern, int visitor) {
    return Topics.matches(pattern, topicOf(marks.get(sequence)))
        && senders.get(sequence) != visitor;
  }

  /** How many in that stretch are due. */
  int due(int from, int through, int pattern, int visitor) {
    int due = 0;
    for (int sequence = Math.max(1, from); sequence <= through; sequence++) {
      due += isDue(sequence, pattern, visitor) ? 1 : 0;
    }
    return due;
  }
}
