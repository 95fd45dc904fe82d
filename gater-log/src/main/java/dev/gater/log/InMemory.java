package dev.gater.log;

import dev.gater.TopicPattern;

/**
 * A segment whose index is in memory, as far as it was written at one moment.
 *
 * @param first its first number
 * @param last its last number then
 */
record InMemory(OpenSegment segment, long first, long last) implements Stretch {

  /** As it is; the log's lock is held. */
  static InMemory of(OpenSegment segment) {
    return new InMemory(segment, segment.first(), segment.last());
  }

  @Override
  public Numbers matching(
      DiskLog log, Stored.Reader rows, TopicPattern pattern, long from, long through) {
    return log.guarded(() -> segment.matching(pattern, from, Math.min(through, last)));
  }
}
