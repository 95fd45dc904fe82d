package dev.gater.log;

import dev.gater.TopicPattern;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The newest stretch of a log, with its index in memory: the numbers of each topic's messages and
 * when each message was received. Guarded by the log's lock.
 */
final class OpenSegment {
  private final long first;
  private final Map<String, Numbers> topics = new LinkedHashMap<>();
  private final Numbers received = new Numbers();
  private long bytes;

  OpenSegment(long first) {
    this.first = first;
  }

  void add(String topic, long sequence, long receivedMillis, long size) {
    topics.computeIfAbsent(topic, _ -> new Numbers()).add(sequence);
    received.add(receivedMillis);
    bytes += size;
  }

  boolean isEmpty() {
    return received.size() == 0;
  }

  boolean isFull(int messages, long mostBytes) {
    return received.size() >= messages || bytes >= mostBytes;
  }

  long first() {
    return first;
  }

  long last() {
    return first + received.size() - 1;
  }

  long bytes() {
    return bytes;
  }

  Map<String, Numbers> topics() {
    return topics;
  }

  /** The first number received at that time or later, {@code last() + 1} for none. */
  long firstReceivedAt(long millis) {
    return first + received.indexOf(millis);
  }

  /** The numbers within a stretch whose topics match, in order. */
  Numbers matching(TopicPattern pattern, long from, long through) {
    Numbers numbers = new Numbers();
    if (pattern.literal()) {
      Numbers known = topics.get(pattern.toString());
      if (known != null) {
        numbers.addWithin(known, from, through);
      }
      return numbers;
    }
    topics.forEach((topic, known) -> {
      if (pattern.matches(topic)) {
        numbers.addWithin(known, from, through);
      }
    });
    numbers.sort();
    return numbers;
  }

  /** What it is once its index is on disk. */
  Segment sealed() {
    return new Segment(first, last(), bytes, received.get(0), received.last());
  }
}
