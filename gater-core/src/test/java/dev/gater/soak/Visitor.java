package dev.gater.soak;

import dev.gater.Gap;
import dev.gater.Message;
import dev.gater.Subscription;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One subscription's handler, which remembers what it was told. What must hold at each call is
 * checked there; {@link Reckoning} looks at the whole of it later. What it remembers is in plain
 * memory on purpose: that one call sees what the call before left is a promise too.
 */
final class Visitor {
  /** {@code close()} waits for a call under way up to a second; this is well below. */
  private static final long CLOSE_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(800);

  final int id;
  final Hall hall;
  final Wish wish;

  /** Nobody closes it. */
  final boolean stays;

  private final Manner manner;
  private final AtomicBoolean busy = new AtomicBoolean();
  private volatile @Nullable Subscription subscription;

  /** No call may begin any more. */
  private volatile boolean over;

  private volatile boolean closing;

  /** What the instance had accepted before and after subscribing. */
  volatile long acceptedBefore;

  volatile long acceptedAfter;

  private int[] told = new int[8];
  private int toldCount;
  final List<Gap> gaps = new ArrayList<>();
  private final Numbers numbers = new Numbers();
  private long last;
  private long hash;
  private long returned;
  private long threw;

  Visitor(int id, Hall hall, Wish wish, Manner manner, boolean stays) {
    this.id = id;
    this.hall = hall;
    this.wish = wish;
    this.manner = manner;
    this.stays = stays;
  }

  void came(Subscription made) {
    subscription = made;
  }

  @Nullable Subscription subscription() {
    return subscription;
  }

  void handle(Message<?> message) throws Exception {
    enter("#" + message.sequence());
    boolean completed = false;
    try {
      note(message);
      manner.take(this, message);
      completed = true;
    } finally {
      returned += completed ? 1 : 0;
      threw += completed ? 0 : 1;
      busy.set(false);
    }
  }

  void gap(Gap gap) {
    enter(gap.toString());
    unless(gap.from() > last || gap.why() == Gap.Why.RESET, "%s told after #%d", gap, last);
    if (gap.why() == Gap.Why.EXPIRED) {
      unless(gap.to() >= gap.from(), "%s has no end", gap);
      gaps.add(gap);
      last = gap.to();
    }
    busy.set(false);
  }

  private void enter(String what) {
    boolean alone = busy.compareAndSet(false, true);
    unless(alone, "two calls at once, the second with %s", what);
    unless(!over, "called with %s after close() had returned", what);
  }

  private void note(Message<?> message) {
    long sequence = message.sequence();
    unless(sequence > last, "told #%d after #%d", sequence, last);
    last = sequence;
    if (!(message.data() instanceof Long mark)) {
      unless(false, "told #%d with the data %s", sequence, message.data());
      return;
    }
    int topic = Topics.indexOf(message.topic());
    unless(topic == Chronicle.topicOf(mark), "told #%d as of %s", sequence, message.topic());
    unless(topic >= 0 && Topics.matches(wish.pattern(), topic), "told of %s", message.topic());
    wish.check(this, message, toldCount == 0);
    int number = Chronicle.numberOf(mark);
    int before = numbers.put(Chronicle.publisherOf(mark), number);
    unless(number > before, "told a publisher's %d after his %d", number, before);
    if (toldCount == told.length) {
      told = Arrays.copyOf(told, 2 * toldCount);
    }
    told[toldCount++] = (int) sequence;
    hash = hash(hash, sequence, mark);
  }

  static long hash(long before, long sequence, long mark) {
    return (before * 31 + sequence) * 31 + mark;
  }

  /** Ends the subscription; from any thread, from its own handler too. */
  void close() {
    Subscription open = subscription;
    if (open == null) {
      return;
    }
    closing = true;
    long start = System.nanoTime();
    open.close();
    if (System.nanoTime() - start < CLOSE_WAIT_NANOS) {
      over = true;
    }
  }

  boolean isClosing() {
    return closing;
  }

  /** Whether a call is under way; once it is not and no other can begin, the rest may be read. */
  boolean isBusy() {
    return busy.get();
  }

  int[] told() {
    return Arrays.copyOf(told, toldCount);
  }

  long hash() {
    return hash;
  }

  long returned() {
    return returned;
  }

  long threw() {
    return threw;
  }

  void unless(boolean holds, String format, Object... arguments) {
    if (!holds) {
      hall.faults.add(this + ": " + format.formatted(arguments));
    }
  }

  @Override
  public String toString() {
    return "visitor " + id + " of " + hall.setting.instance() + " (" + wish + ", " + manner + ")";
  }
}
