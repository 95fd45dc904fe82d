package dev.gater.engine.durable;

import dev.gater.DurableStats;
import dev.gater.Message;
import dev.gater.Position;
import dev.gater.spi.MessageLog.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a durable says of itself, with a look into the log that is bounded. */
final class DurableFigures {
  /** Numbers that one look counts through. */
  private static final int MOST_LOOKED_AT = 1 << 16;

  private static final int PAGE = 512;

  private DurableFigures() {}

  /**
   * How far a durable is behind.
   *
   * @param messages that are not settled
   * @param time since the oldest of them was received
   */
  record Behind(long messages, Duration time) {}

  static DurableStats stats(LocalDurable durable) {
    Behind behind = behind(durable);
    durable.lock.lock();
    try {
      durable.checkPresent();
      Cursor cursor = durable.cursor;
      return new DurableStats(
          new Position(durable.all.log().epoch(), cursor.settledThrough()),
          behind.messages,
          behind.time,
          durable.members.size(),
          cursor.sum().given,
          delayed(cursor),
          cursor.letters().count(),
          cursor.retriedCount(),
          cursor.sum().acknowledged(),
          cursor.redelivered(),
          cursor.expired(),
          durable.paused,
          durable.progress.isStalled());
    } finally {
      durable.lock.unlock();
    }
  }

  private static int delayed(Cursor cursor) {
    return (int) cursor.all().filter(entry -> entry.stage == Entry.Stage.DELAYED).count();
  }

  private static @Nullable Instant oldestOpen(Cursor cursor) {
    return cursor
        .all()
        .map(entry -> entry.message)
        .filter(Objects::nonNull)
        .map(Message::received)
        .min(Instant::compareTo)
        .orElse(null);
  }

  static Behind behind(LocalDurable durable) {
    count(durable);
    findOldest(durable);
    durable.lock.lock();
    try {
      long messages = durable.cursor.openCount() + durable.lag.unread(durable.shown());
      Instant oldest = earlier(oldestOpen(durable.cursor), durable.lag.oldest());
      long millis = oldest == null || messages == 0 ? 0 : durable.all.now() - oldest.toEpochMilli();
      return new Behind(messages, Duration.ofMillis(Math.max(0, millis)));
    } finally {
      durable.lock.unlock();
    }
  }

  private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isBefore(other) ? one : other;
  }

  private static void count(LocalDurable durable) {
    long looked = 0;
    while (looked < MOST_LOOKED_AT) {
      long from = next(durable);
      long through = durable.shown();
      if (from > through) {
        return;
      }
      Page page = durable.all.log().read(durable.pattern, from, through, PAGE);
      looked += Math.max(1, page.next() - from);
      durable.lock.lock();
      try {
        if (page.next() > from && durable.lag.next() == from) { // else somebody read on meanwhile
          durable.lag.counted(page);
        }
      } finally {
        durable.lock.unlock();
      }
    }
  }

  private static long next(LocalDurable durable) {
    durable.lock.lock();
    try {
      return durable.lag.next();
    } finally {
      durable.lock.unlock();
    }
  }

  private static void findOldest(LocalDurable durable) {
    long from;
    durable.lock.lock();
    try {
      if (!durable.lag.wantsOldest()) {
        return;
      }
      from = durable.cursor.through() + 1;
    } finally {
      durable.lock.unlock();
    }
    long begun = from;
    long through = durable.shown();
    while (from <= through && from - begun < MOST_LOOKED_AT) {
      Page page = durable.all.log().read(durable.pattern, from, through, 1);
      List<Message<?>> found = page.messages();
      if (!found.isEmpty() || page.next() <= from) {
        found.forEach(first -> oldest(durable, begun, first));
        return;
      }
      from = page.next();
    }
  }

  private static void oldest(LocalDurable durable, long from, Message<?> message) {
    durable.lock.lock();
    try {
      if (durable.cursor.through() + 1 == from) {
        durable.lag.oldest(message.received());
      }
    } finally {
      durable.lock.unlock();
    }
  }
}
