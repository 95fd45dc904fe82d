package dev.gater.log;

import dev.gater.TopicPattern;
import dev.gater.log.DiskLog.View;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/** A segment to be read, wherever its index is. */
sealed interface Stretch permits Segment, InMemory {

  long first();

  long last();

  /** The numbers within a stretch of it whose topics match, in order. */
  Numbers matching(DiskLog log, Stored.Reader rows, TopicPattern pattern, long from, long through)
      throws RocksDBException;

  /** The segment that has that number, or the first after it. */
  static @Nullable Stretch at(long number, View view) {
    List<Segment> onDisk = view.onDisk();
    int before = 0;
    int after = onDisk.size();
    while (before < after) {
      int middle = (before + after) >>> 1;
      if (onDisk.get(middle).last() < number) {
        before = middle + 1;
      } else {
        after = middle;
      }
    }
    if (before < onDisk.size()) {
      return onDisk.get(before);
    }
    for (InMemory segment : view.inMemory()) {
      if (segment.last() >= number) {
        return segment;
      }
    }
    return null;
  }

  /** The segment that has that number, or the last before it. */
  static @Nullable Stretch atOrBefore(long number, View view) {
    for (InMemory segment : view.inMemory().reversed()) {
      if (segment.first() <= number) {
        return segment;
      }
    }
    for (Segment segment : view.onDisk().reversed()) {
      if (segment.first() <= number) {
        return segment;
      }
    }
    return null;
  }
}
