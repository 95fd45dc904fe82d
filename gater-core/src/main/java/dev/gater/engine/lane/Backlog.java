package dev.gater.engine.lane;

import dev.gater.DropReason;
import dev.gater.Gap;
import dev.gater.Message;
import dev.gater.OverloadPolicy;
import dev.gater.engine.message.StoredMessage;
import dev.gater.spi.MessageLog;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one lane, in order: gaps, what was read from the log, the queue. All of it is
 * guarded by the lane's lock.
 *
 * <p>A backlog is <i>live</i> while the dispatcher queues for it, or it is <i>catching up</i>: then
 * the dispatcher only shows it the latest number that is for it ({@code shown}), and the lane reads
 * from the log, from {@code cursor} on. Once it has read past what it was shown, it is live again;
 * since both sides hold the lock for that, nothing is lost or doubled at the passage. What is
 * queued when catching up begins is older than {@code cursor}, and no page is read before the queue
 * is empty.
 *
 * <p>A message of the dispatcher's counts as waiting from then on, one of the log's that is older
 * than the subscription from when it is read.
 */
final class Backlog {
  /** Sequences that a group member which catches up is owed at most; older ones expire. */
  private static final int MOST_OWED = 1 << 16;

  private final Lane lane;
  private final LaneCounts counts;
  private final OverloadPolicy overload;
  private final boolean conflatesAlways;
  private final int capacity;
  private final LaneQueue queue;
  private final ArrayDeque<Message<?>> page = new ArrayDeque<>();
  private final ArrayDeque<Gap> gaps = new ArrayDeque<>();
  private final Ledger ledger = new Ledger();

  /** For a member of a group: what the log holds is for others too, so it keeps what is its own. */
  private final @Nullable ArrayDeque<Long> owed;

  /** What it was owed and is no more; told once what was queued before it has been delivered. */
  private @Nullable Gap owedGap;

  private boolean catchingUp;
  private long cursor;
  private long shown;
  private long historyThrough;

  Backlog(
      Lane lane,
      LaneCounts counts,
      OverloadPolicy overload,
      int capacity,
      boolean holds,
      boolean grouped) {
    this.lane = lane;
    this.counts = counts;
    this.overload = overload;
    this.capacity = capacity;
    this.conflatesAlways = overload == OverloadPolicy.CONFLATE && !holds;
    this.queue = conflatesAlways ? new LaneQueue.Conflating() : new LaneQueue.Fifo();
    this.owed = grouped ? new ArrayDeque<>() : null;
  }

  /** A stretch of the log to read. */
  record Stretch(long from, long through) {}

  /**
   * Fixes where it begins.
   *
   * @return whether anything waits already
   */
  boolean begin(Begin begin, long routed) {
    gaps.addAll(begin.gaps());
    for (Message<?> message : begin.first()) {
      addToPage(message, true);
    }
    shown = routed;
    historyThrough = routed;
    cursor = begin.readFrom();
    catchingUp = cursor <= routed;
    return catchingUp || !page.isEmpty() || !gaps.isEmpty();
  }

  boolean isCatchingUp() {
    return catchingUp;
  }

  /** Whether nothing waits, and nothing is left to the log. */
  boolean isAtRest() {
    return !catchingUp && queue.size() == 0 && page.isEmpty() && gaps.isEmpty();
  }

  /** Whether a further message would need the overload policy. */
  boolean isFull() {
    return (catchingUp ? ledger.open() : queue.size()) >= capacity;
  }

  /** How far behind it is, for comparing the members of a group. */
  int depth() {
    return queue.size() + page.size() + (catchingUp ? capacity : 0);
  }

  /**
   * Takes the next message, by the overload policy where there is no room.
   *
   * @param resting whether the subscriber has nothing to do yet
   * @return false if the policy is to end the subscription
   */
  boolean add(StoredMessage message, boolean resting) {
    if (message.ofGater()) {
      counts.matchedOfGater();
    }
    if (catchingUp) {
      leaveToLog(message);
      return true;
    }
    if (conflatesAlways && !resting) {
      conflate(message);
    }
    if (!isFull()) {
      queue.add(message, resting);
      return true;
    }
    switch (overload) {
      case CATCH_UP -> {
        catchingUp = true;
        cursor = message.sequence();
        leaveToLog(message);
      }
      case DROP_OLDEST -> {
        dropOldest();
        queue.add(message, resting);
      }
      case CONFLATE -> {
        if (!conflate(message)) {
          dropOldest();
        }
        queue.add(message, resting);
      }
      case DROP_NEWEST -> counts.drop(DropReason.NEWEST, 1);
      case DISCONNECT -> {
        counts.drop(DropReason.DISCONNECTED, 1);
        return false;
      }
    }
    return true;
  }

  private boolean conflate(StoredMessage message) {
    boolean conflated = queue.removeTopic(message.topic());
    counts.drop(DropReason.CONFLATED, conflated ? 1 : 0);
    return conflated;
  }

  private void dropOldest() {
    queue.poll();
    counts.drop(DropReason.OLDEST, 1);
  }

  private void leaveToLog(StoredMessage message) {
    shown = message.sequence();
    ledger.shown(shown);
    if (owed != null) {
      owed.add(shown);
      if (owed.size() > MOST_OWED) {
        long expired = owed.remove();
        owedGap = new Gap(owedGap == null ? expired : owedGap.from(), expired, Gap.Why.EXPIRED);
      }
    }
  }

  /** The next gap or message, removed; null if there is none in memory. */
  @Nullable Object poll() {
    Object next = gaps.poll();
    if (next == null) {
      next = page.poll();
    }
    return next == null ? queue.poll() : next;
  }

  /**
   * What to read from the log now that {@link #poll} has nothing; null if all has been read, and
   * from now on it is live. What was shown and never came has expired then.
   */
  @Nullable Stretch unread() {
    if (catchingUp && owed != null) {
      Long next = owed.poll();
      if (next != null) {
        return new Stretch(next, next);
      }
    } else if (catchingUp && cursor <= shown) {
      return new Stretch(cursor, shown);
    }
    if (catchingUp) {
      catchingUp = false;
      counts.drop(DropReason.EXPIRED, ledger.settle());
    }
    return null;
  }

  /** Takes what was read of that stretch. */
  void turnPage(Stretch stretch, MessageLog.Page read) {
    if (owedGap != null) {
      gaps.add(owedGap);
      owedGap = null;
    }
    if (read.expired() > stretch.from) {
      gaps.add(new Gap(stretch.from, read.expired() - 1, read.why()));
    }
    for (Message<?> message : read.messages()) {
      if (!(message instanceof StoredMessage stored && stored.isFrom(lane))) {
        addToPage(message, message.sequence() <= historyThrough);
      }
    }
    cursor = read.next();
    counts.drop(DropReason.EXPIRED, ledger.settle(cursor));
  }

  private void addToPage(Message<?> message, boolean ofHistory) {
    page.add(message);
    if (!ofHistory) {
      ledger.read(message.sequence());
    } else if (message instanceof StoredMessage stored && stored.ofGater()) {
      counts.matchedOfGater();
    }
  }

  /** Messages that wait, those left to the log included. */
  long waiting() {
    return queue.size() + page.size() + ledger.open();
  }

  void clear() {
    gaps.clear();
    page.clear();
    queue.clear();
    ledger.clear();
    if (owed != null) {
      owed.clear();
    }
  }
}
