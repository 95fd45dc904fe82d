package dev.gater.engine.durable;

import dev.gater.DeadLetter;
import dev.gater.Message;
import dev.gater.spi.DurableStore;
import dev.gater.spi.MessageLog;
import dev.gater.spi.MessageLog.Page;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A durable's reading from its log, one stretch at a time. What it keeps is guarded by the
 * durable's lock; the reading itself is done without.
 */
final class Reading {
  private static final int PAGE = 64;

  private final LocalDurable durable;
  private @Nullable Work underWay;

  /** What is to be read. No two are equal: one that is forgotten must not pass for the next. */
  abstract static sealed class Work {}

  private static final class Load extends Work {
    final List<Entry> entries;

    Load(List<Entry> entries) {
      this.entries = entries;
    }
  }

  private static final class Stretch extends Work {
    final long from;
    final long through;

    Stretch(long from, long through) {
      this.from = from;
      this.through = through;
    }
  }

  Reading(LocalDurable durable) {
    this.durable = durable;
  }

  boolean isUnderWay() {
    return underWay != null;
  }

  /** What is to be read for that member, by the current thread; null if there is nothing. */
  @Nullable Work begin(Cursor cursor, Share member, long shown) {
    if (underWay != null) {
      return null;
    }
    if (cursor.needsLoading(member)) {
      underWay = new Load(cursor.unloaded(PAGE));
    } else if (cursor.needsPage(member, shown)) {
      underWay = new Stretch(cursor.through() + 1, shown);
    }
    return underWay;
  }

  /** What is under way is to have no effect. */
  void forget() {
    underWay = null;
  }

  /** Reads what was begun. Without the lock. */
  void read(Work work, MessageLog log, DurableStore store) {
    switch (work) {
      case Load load -> load(load, log, store);
      case Stretch stretch -> turnPage(stretch, log);
    }
  }

  private void turnPage(Stretch stretch, MessageLog log) {
    Page page = log.read(durable.pattern, stretch.from, stretch.through, PAGE);
    if (page.next() <= stretch.from) {
      throw new IllegalStateException("the log has no message " + stretch.from + ": " + durable);
    }
    durable.lock.lock();
    try {
      if (underWay == stretch) {
        underWay = null;
        durable.lag.read(stretch.from, page);
        durable.cursor.turnPage(page, durable::isOurs);
        durable.touch();
      }
    } finally {
      durable.lock.unlock();
    }
  }

  private void load(Load load, MessageLog log, DurableStore store) {
    Map<Entry, @Nullable Message<?>> found = new HashMap<>();
    load.entries.forEach(
        entry -> found.put(entry, entry.isRetried() ? letter(entry, store) : message(entry, log)));
    durable.lock.lock();
    try {
      if (underWay == load) {
        underWay = null;
        load.entries.forEach(entry -> durable.cursor.loaded(entry, found.get(entry)));
        durable.touch();
      }
    } finally {
      durable.lock.unlock();
    }
  }

  private @Nullable Message<?> message(Entry entry, MessageLog log) {
    List<Message<?>> found =
        log.read(durable.pattern, entry.sequence, entry.sequence, 1).messages();
    return found.isEmpty() ? null : found.getFirst();
  }

  private @Nullable Message<?> letter(Entry entry, DurableStore store) {
    List<DeadLetter> found = store.dead(durable.name, entry.sequence, 1);
    return found.isEmpty() || found.getFirst().message().sequence() != entry.sequence
        ? null
        : found.getFirst().message();
  }
}
