package dev.gater.log;

import dev.gater.Retention;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongUnaryOperator;
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
  private long looked = Long.MIN_VALUE;

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
   * The oldest number kept.
   *
   * @param firstReceivedAt the first number received at a time in milliseconds or later
   */
  long first(long last, Index index, LongUnaryOperator firstReceivedAt) {
    long wanted = first;
    if (keep.count() != Long.MAX_VALUE) {
      wanted = Math.max(wanted, epochs.firstOfLast(keep.count(), last));
    }
    if (keep.size().isPresent()) {
      wanted = Math.max(wanted, beyond(keep.size().get().bytes(), index));
    }
    Duration age = keep.age().orElse(null);
    if (age != null && isTimeToLook()) {
      wanted = Math.max(wanted, firstReceivedAt.applyAsLong(since(age)));
    }
    first = Math.max(first, Math.min(wanted, held));
    long given = epochs.afterLoss(first);
    first = given > 0 ? given : first;
    return first;
  }

  private boolean isTimeToLook() {
    long now = clock.millis();
    boolean is = now >= looked + LOOK_MILLIS || now < looked;
    looked = is ? now : looked;
    return is;
  }

  private long since(Duration age) {
    Instant oldest = clock.instant().minus(age);
    return oldest.isBefore(Instant.EPOCH) ? 0 : oldest.plusNanos(999_999).toEpochMilli();
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
