package dev.gater.log;

import dev.gater.Retention;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far back a log reaches by its policy. That is exact for count and age; what the policy says
 * in bytes goes by whole segments. Guarded by the log's lock.
 */
final class Retained {
  /** Time is looked at no more often than that: what expires in between stays so much longer. */
  private static final long LOOK_MILLIS = 10;

  private final Retention keep;
  private final InstantSource clock;
  private final Epochs epochs;
  private long first;
  private long held = Long.MAX_VALUE;
  private long young;
  private long looked = Long.MIN_VALUE / 2;

  Retained(Retention keep, InstantSource clock, Epochs epochs, long first) {
    this.keep = keep;
    this.clock = clock;
    this.epochs = epochs;
    this.first = first;
  }

  void hold(long from) {
    held = from;
  }

  /**
   * All received before that time, in milliseconds, are too old; {@link Long#MIN_VALUE} where there
   * is no need to look now.
   */
  long tooOld() {
    Duration age = keep.age().orElse(null);
    long now = clock.millis();
    if (age == null || (now >= looked && now < looked + LOOK_MILLIS)) {
      return Long.MIN_VALUE;
    }
    looked = now;
    Instant oldest = clock.instant().minus(age);
    return oldest.isBefore(Instant.EPOCH) ? 0 : oldest.plusNanos(999_999).toEpochMilli();
  }

  /** The first that is not too old. */
  void young(long number) {
    young = Math.max(young, number);
  }

  /** The oldest number kept. */
  long first(long last, Index index) {
    long wanted = Math.max(first, young);
    if (keep.count() != Long.MAX_VALUE) {
      wanted = Math.max(wanted, epochs.firstOfLast(keep.count(), last));
    }
    if (keep.size().isPresent()) {
      wanted = Math.max(wanted, beyond(keep.size().get().bytes(), index));
    }
    first = Math.max(first, Math.min(wanted, held));
    long given = epochs.afterLoss(first);
    first = given > 0 ? given : first;
    return first;
  }

  private long beyond(long most, Index index) {
    long bytes = index.bytes();
    if (bytes <= most) {
      return first;
    }
    List<Segment> segments = index.onDisk();
    @Nullable Segment gone = null;
    for (int i = 0; i < segments.size() && bytes > most; i++) {
      gone = segments.get(i);
      bytes -= gone.bytes();
    }
    return gone == null ? first : gone.last() + 1;
  }
}
