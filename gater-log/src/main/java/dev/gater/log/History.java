package dev.gater.log;

import dev.gater.DataDirectoryException;
import dev.gater.Gap;
import dev.gater.Message;
import dev.gater.TopicPattern;
import dev.gater.log.Database.Handle;
import dev.gater.log.DiskLog.View;
import dev.gater.spi.LogStore;
import dev.gater.spi.MessageLog.Page;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/** Reads a log, in pages. For any thread. */
final class History {
  /** Messages that one page looks at, so that nobody reads for long at a stretch. */
  private static final int MOST_LOOKED_AT = 4096;

  /** Segments that one page looks at. */
  private static final int MOST_SEGMENTS = 64;

  /** Where one message in so many matches, all of them are read rather than each looked up. */
  private static final int DENSE = 8;

  /** Messages read at a time on the way back. */
  private static final int BACK = 256;

  private final DiskLog log;
  private final Database database;
  private final Epochs epochs;
  private final Stored stored;
  private final LastValues lastValues;

  /**
   * Of that log.
   *
   * @param before the last number of earlier runs
   */
  History(
      DiskLog log, Database database, int id, Epochs epochs, LogStore.Setup setup, long before) {
    this.log = log;
    this.database = database;
    this.epochs = epochs;
    this.stored = new Stored(id, setup.instance(), epochs, setup.form(), before);
    this.lastValues = new LastValues(log, stored, id, setup.policy());
  }

  private <T extends @Nullable Object> T use(Database.Use<T> read) {
    try {
      return database.use(read);
    } catch (RocksDBException unreadable) {
      throw new DataDirectoryException(
          database.directory() + ": can't be read: " + unreadable.getMessage(), unreadable);
    }
  }

  Page read(TopicPattern pattern, long from, long through, int limit) {
    View view = log.view();
    long begin = Math.max(from, Math.min(view.first(), through + 1));
    Gap.Why why = Gap.Why.EXPIRED;
    long afterLoss = begin == from ? epochs.afterLoss(from) : 0;
    if (afterLoss > 0) {
      begin = Math.min(afterLoss, through + 1);
      why = Gap.Why.LOST;
    }
    Reading reading = new Reading(pattern, limit, begin, Math.min(through, view.last()));
    // Before the disk is read: what moves to disk meanwhile is then found in both or here.
    List<Message<?>> unwritten =
        log.unwritten(Math.max(begin, view.written() + 1), reading.through, MOST_LOOKED_AT);
    Damage damage = this.<@Nullable Damage>use(handle -> forward(view, reading, handle));
    if (damage == null) {
      reading.addAll(unwritten, view.written());
    } else if (reading.at == from && reading.messages.isEmpty()) {
      return new Page(List.of(), damage.next(), damage.next(), damage.why());
    }
    return new Page(reading.messages, begin, afterGap(reading.at, through), why);
  }

  /** A reader that has passed the end of an epoch goes on with the next: nothing is missing. */
  private long afterGap(long at, long through) {
    long next = at > through ? 0 : epochs.afterLoss(at);
    return next > 0 ? next : at;
  }

  /** A page as it is filled. */
  static final class Reading {
    final TopicPattern pattern;
    final boolean all;
    final int limit;
    final long through;
    final List<Message<?>> messages = new ArrayList<>();
    long at;
    int left = MOST_LOOKED_AT;

    Reading(TopicPattern pattern, int limit, long at, long through) {
      this.pattern = pattern;
      this.all = Patterns.matchesAll(pattern);
      this.limit = limit;
      this.at = at;
      this.through = through;
    }

    boolean isOver() {
      return messages.size() >= limit || left <= 0;
    }

    void take(Message<?> message) {
      if (all || pattern.matches(message.topic())) {
        messages.add(message);
      }
      left--;
    }

    void addAll(List<Message<?>> unwritten, long written) {
      if (at <= written) {
        return; // not all of the disk has been looked at
      }
      for (Message<?> message : unwritten) {
        if (isOver()) {
          return;
        }
        take(message);
        at = message.sequence() + 1;
      }
    }
  }

  /**
   * Numbers that can't be had from where a reading stands.
   *
   * @param next the first after them
   */
  record Damage(long next, Gap.Why why) {}

  private @Nullable Damage forward(View view, Reading reading, Handle handle)
      throws RocksDBException {
    long end = Math.min(reading.through, view.written());
    try (Stored.Reader rows = stored.reader(handle)) {
      int segments = 0;
      while (reading.at <= end && !reading.isOver() && segments++ < MOST_SEGMENTS) {
        Stretch stretch = Stretch.at(reading.at, view);
        long first = stretch == null ? end + 1 : stretch.first();
        if (first > reading.at) {
          long next = epochs.afterLoss(reading.at);
          if (next == 0) {
            return damage(reading.at, first, new Stored.Found(null, 1, "no segment has them"));
          }
          reading.at = next;
        } else if (stretch != null) {
          Damage damage = forward(stretch, end, reading, rows);
          if (damage != null) {
            return damage;
          }
        }
      }
    }
    return null;
  }

  private @Nullable Damage forward(Stretch stretch, long end, Reading reading, Stored.Reader rows)
      throws RocksDBException {
    long last = Math.min(end, stretch.last());
    if (reading.all) {
      return scan(rows, reading, last, end);
    }
    Numbers numbers = matching(stretch, rows, reading.pattern, reading.at, last);
    return numbers == null || numbers.size() > (last - reading.at) / DENSE
        ? scan(rows, reading, last, end)
        : pick(rows, reading, numbers, last);
  }

  /** What the index says; null if that is damaged, so that all of the segment is to be read. */
  private @Nullable Numbers matching(
      Stretch stretch, Stored.Reader rows, TopicPattern pattern, long from, long through)
      throws RocksDBException {
    try {
      return stretch.matching(log, rows, pattern, from, through);
    } catch (RocksDBException unreadable) {
      if (!Damages.isDamage(unreadable)) {
        throw unreadable;
      }
      stored.reportIndex(from, through, String.valueOf(unreadable.getMessage()));
      return null;
    }
  }

  /** Reads up to {@code last}; damage may reach up to {@code end}. */
  private @Nullable Damage scan(Stored.Reader rows, Reading reading, long last, long end)
      throws RocksDBException {
    while (reading.at <= last && !reading.isOver()) {
      Stored.Found found = rows.at(reading.at, end, reading.all ? null : reading.pattern);
      if (found.missing() > 0) {
        return damage(reading.at, reading.at + found.missing(), found);
      }
      if (found.message() != null) {
        reading.messages.add(found.message());
      }
      reading.at++;
      reading.left--;
    }
    return null;
  }

  private @Nullable Damage pick(Stored.Reader rows, Reading reading, Numbers numbers, long last)
      throws RocksDBException {
    for (int i = 0; i < numbers.size(); i++) {
      if (reading.isOver()) {
        return null;
      }
      long number = numbers.get(i);
      reading.at = number;
      Stored.Found found = rows.get(number);
      if (found.missing() > 0) {
        return damage(number, number + 1, found);
      }
      if (found.message() != null) {
        reading.messages.add(found.message());
      }
      reading.at = number + 1;
      reading.left--;
    }
    reading.at = last + 1;
    return null;
  }

  /** What retention let go while it was read is no damage. */
  private Damage damage(long at, long next, Stored.Found found) {
    long first = log.first();
    if (first > at) {
      return new Damage(first, Gap.Why.EXPIRED);
    }
    stored.report(at, next - 1, found.cause());
    return new Damage(next, Gap.Why.DAMAGED);
  }

  Page readBack(TopicPattern pattern, long from, int limit) {
    View view = log.view();
    Reading reading = new Reading(pattern, limit, Math.min(from, view.last()), view.last());
    long lowest = Math.max(view.written() + 1, reading.at - MOST_LOOKED_AT + 1);
    List<Message<?>> unwritten = log.unwritten(lowest, reading.at, MOST_LOOKED_AT);
    for (Message<?> message : unwritten.reversed()) {
      if (!reading.isOver()) {
        reading.take(message);
        reading.at = message.sequence() - 1;
      }
    }
    if (reading.at <= view.written() && !reading.isOver()) {
      use(handle -> {
        back(view, reading, handle);
        return reading;
      });
    }
    return new Page(reading.messages, from, reading.at);
  }

  private void back(View view, Reading reading, Handle handle) throws RocksDBException {
    try (Stored.Reader rows = stored.reader(handle)) {
      int segments = 0;
      while (reading.at >= view.first() && !reading.isOver() && segments++ < MOST_SEGMENTS) {
        Stretch stretch = Stretch.atOrBefore(reading.at, view);
        if (stretch == null) {
          reading.at = view.first() - 1;
          return;
        }
        reading.at = Math.min(reading.at, stretch.last());
        long first = Math.max(view.first(), stretch.first());
        Numbers numbers =
            reading.all ? null : stretch.matching(log, rows, reading.pattern, first, reading.at);
        if (numbers == null || numbers.size() > (reading.at - first) / DENSE) {
          scanBack(rows, reading, first);
        } else {
          pickBack(rows, reading, numbers, first);
        }
      }
    }
  }

  /** Reads forward a bit at a time, from further and further back. */
  private static void scanBack(Stored.Reader rows, Reading reading, long first)
      throws RocksDBException {
    while (reading.at >= first && !reading.isOver()) {
      long begin = Math.max(first, reading.at - Math.min(reading.limit, BACK) + 1);
      List<Message<?>> bit = new ArrayList<>();
      for (long at = begin; at <= reading.at; ) {
        Stored.Found found = rows.at(at, reading.at, null);
        if (found.message() != null) {
          bit.add(found.message());
        }
        at += Math.max(1, found.missing());
      }
      reading.at = begin - 1;
      for (Message<?> message : bit.reversed()) {
        if (reading.messages.size() == reading.limit) {
          break;
        }
        reading.take(message);
        reading.at = message.sequence() - 1;
      }
      if (reading.messages.size() < reading.limit) {
        reading.at = begin - 1;
      }
    }
  }

  private static void pickBack(Stored.Reader rows, Reading reading, Numbers numbers, long first)
      throws RocksDBException {
    for (int i = numbers.size() - 1; i >= 0; i--) {
      if (reading.isOver()) {
        return;
      }
      Stored.Found found = rows.get(numbers.get(i));
      if (found.message() != null) {
        reading.messages.add(found.message());
      }
      reading.at = numbers.get(i) - 1;
      reading.left--;
    }
    reading.at = first - 1;
  }

  /** The first number received at that time or later. */
  long firstReceivedAt(long millis, View view) {
    for (Segment segment : view.onDisk()) {
      if (segment.lastReceived() >= millis) {
        return use(handle -> search(segment, millis, handle));
      }
    }
    for (InMemory segment : view.inMemory()) {
      long found = log.guarded(() -> segment.segment().firstReceivedAt(millis));
      if (found <= segment.last()) {
        return found;
      }
    }
    for (Message<?> message : log.unwritten(view.written() + 1, view.last(), Integer.MAX_VALUE)) {
      if (message.received().toEpochMilli() >= millis) {
        return message.sequence();
      }
    }
    return view.last() + 1;
  }

  private long search(Segment segment, long millis, Handle handle) throws RocksDBException {
    long before = segment.first();
    long after = segment.last();
    try (Stored.Reader rows = stored.reader(handle)) {
      while (before < after) {
        long middle = (before + after) >>> 1;
        if (rows.receivedAt(middle) < millis) {
          before = middle + 1;
        } else {
          after = middle;
        }
      }
    }
    return before;
  }

  List<Message<?>> lastValues(TopicPattern pattern, int perTopic, long through) {
    return use(handle -> lastValues.of(pattern, perTopic, through, handle));
  }
}
