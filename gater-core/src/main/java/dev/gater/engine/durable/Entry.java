package dev.gater.engine.durable;

import dev.gater.Message;
import dev.gater.spi.DurableStore.Open;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** A message of a durable that is not settled. Guarded by the durable's lock. */
final class Entry {
  /** By the time something is to be done about it. */
  static final Comparator<Entry> BY_TIME =
      Comparator.comparingLong((Entry entry) -> entry.due).thenComparingLong(e -> e.sequence);

  /** What it waits for. */
  enum Stage {
    /** Its message, which is in the log or in a dead letter. */
    UNLOADED,
    /** A member. */
    READY,
    /** That its attempt ends, at {@link #due} at the latest. */
    GIVEN,
    /** That it is {@link #due} for another attempt. */
    DELAYED,
    /** That its dead letter is stored. */
    PARKING,
    /** Nothing any more. */
    SETTLED
  }

  final long sequence;

  /** See {@link dev.gater.spi.DurableStore.Open}. */
  final int forgiven;

  int attempts;
  Stage stage = Stage.UNLOADED;
  @Nullable Message<?> message;

  /** While it is given: to whom. */
  @Nullable Share holder;

  /** In milliseconds of the epoch. */
  long due;

  /** Why the last attempt failed. */
  String failure = "";

  Entry(long sequence, int attempts, int forgiven) {
    this.sequence = sequence;
    this.attempts = attempts;
    this.forgiven = forgiven;
  }

  /** Whether it is a dead letter that is being retried. */
  boolean isRetried() {
    return forgiven > 0;
  }

  /** What is stored of it. */
  Open saved() {
    return new Open(attempts, forgiven, stage == Stage.DELAYED ? Math.max(1, due) : 0);
  }

  /** Whether that attempt is under way. */
  boolean isCurrent(int attempt) {
    return stage == Stage.GIVEN && attempts == attempt;
  }
}
