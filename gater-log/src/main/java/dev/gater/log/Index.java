package dev.gater.log;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which segments a log has: those whose index is on disk, those that are full and wait for that,
 * and the open one. Guarded by the log's lock; the lists it gives are not changed any more.
 */
final class Index {
  private final int segmentMessages;
  private final long segmentBytes;
  private final Deque<OpenSegment> full = new ArrayDeque<>();
  private List<Segment> sealed;
  private long sealedBytes;
  private @Nullable OpenSegment open;

  Index(int segmentMessages, long segmentBytes, List<Segment> sealed) {
    this.segmentMessages = segmentMessages;
    this.segmentBytes = segmentBytes;
    this.sealed = List.copyOf(sealed);
    this.sealedBytes = sum(sealed);
  }

  private static long sum(List<Segment> segments) {
    return segments.stream().mapToLong(Segment::bytes).sum();
  }

  void add(String topic, long sequence, long receivedMillis, int bytes) {
    OpenSegment current = open;
    if (current == null || current.isFull(segmentMessages, segmentBytes)) {
      cut();
      current = new OpenSegment(sequence);
      open = current;
    }
    current.add(topic, sequence, receivedMillis, bytes);
  }

  /** Begins a new segment with the next message. */
  void cut() {
    if (open != null) {
      full.add(open);
      open = null;
    }
  }

  /** The oldest that is full and not on disk yet. */
  @Nullable OpenSegment toSeal() {
    return full.peek();
  }

  /** The oldest that was full is on disk now. */
  void sealed() {
    List<Segment> more = new ArrayList<>(sealed);
    more.add(full.remove().sealed());
    sealed = List.copyOf(more);
    sealedBytes += more.getLast().bytes();
  }

  /** Those on disk, oldest first. */
  List<Segment> onDisk() {
    return sealed;
  }

  /** Those in memory, oldest first, all of them newer. */
  List<OpenSegment> inMemory() {
    List<OpenSegment> segments = new ArrayList<>(full);
    if (open != null) {
      segments.add(open);
    }
    return segments;
  }

  /** Forgets those on disk that end before that number. */
  void removeBefore(long first) {
    sealed = sealed.stream().filter(segment -> segment.last() >= first).toList();
    sealedBytes = sum(sealed);
  }

  long bytes() {
    long bytes = sealedBytes + (open == null ? 0 : open.bytes());
    for (OpenSegment segment : full) {
      bytes += segment.bytes();
    }
    return bytes;
  }
}
