package dev.gater.log;

import dev.gater.log.Database.Family;
import dev.gater.log.Database.Handle;
import dev.gater.log.KeptInstance.KeptTopic;
import dev.gater.log.Row.DamagedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/**
 * Looks at an instance whose log is not open, and changes nothing: segments tell of themselves, and
 * only what no sealed segment has is read message by message.
 */
final class Survey {
  /** Of the largest topics, at most. */
  private static final int LARGEST = 5;

  private final int id;
  private final Handle handle;
  private final Map<String, Long> topics = new HashMap<>();
  private long bytes;

  private Survey(int id, Handle handle) {
    this.id = id;
    this.handle = handle;
  }

  static KeptInstance of(String name, int id, Handle handle) throws RocksDBException {
    return new Survey(id, handle).look(name);
  }

  private KeptInstance look(String name) throws RocksDBException {
    byte[] row = handle.get(Family.META, Meta.FIRST.key(id));
    long kept = Math.max(1, row == null ? 0 : Meta.number(row));
    byte[] epochRow = handle.get(Family.META, Meta.EPOCHS.key(id));
    Epochs epochs = epochRow == null ? Epochs.none() : Epochs.read(epochRow);
    long sealed = segments(kept);
    End oldest = End.NONE;
    End newest = End.NONE;
    try (Rows rows = Rows.of(handle, Family.MESSAGES, id)) {
      if (rows.seek(Keys.of(id, kept))) {
        oldest = End.at(rows);
        tail(rows, Math.max(kept, sealed + 1));
        boolean _ = rows.last();
        newest = End.at(rows);
      }
    }
    return new KeptInstance(
        name,
        oldest.number == 0 ? 0 : epochs.count(oldest.number, newest.number),
        bytes,
        oldest.number,
        newest.number,
        oldest.received,
        newest.received,
        epochs.all().size(),
        topics.size(),
        largest());
  }

  /** The oldest message or the newest. */
  private record End(long number, @Nullable Instant received) {
    private static final End NONE = new End(0, null);

    static End at(Rows rows) {
      long number = Keys.sequence(rows.key());
      return new End(number, Survey.received(number, rows.value()));
    }
  }

  /** Counts what segments say; answers with the last number of the last one. */
  private long segments(long kept) throws RocksDBException {
    long last = 0;
    try (Rows rows = Rows.of(handle, Family.SEGMENTS, id)) {
      for (boolean more = rows.first(); more; more = rows.next()) {
        Segment segment = Segment.read(Keys.sequence(rows.key()), rows.value());
        last = segment.last();
        if (last >= kept) {
          bytes += segment.bytes();
          count(segment, kept);
        }
      }
    }
    return last;
  }

  private void count(Segment segment, long kept) throws RocksDBException {
    try (Rows rows =
        new Rows(
            handle, Family.INDEX, Keys.of(id, segment.first()), Keys.of(id, segment.first() + 1))) {
      for (boolean more = rows.first(); more; more = rows.next()) {
        Numbers numbers = Numbers.unpack(segment.first(), rows.value());
        add(Keys.topicAfterSequence(rows.key()), numbers.size() - numbers.indexOf(kept));
      }
    }
  }

  private void tail(Rows rows, long from) throws RocksDBException {
    for (boolean more = rows.seek(Keys.of(id, from)); more; more = rows.next()) {
      byte[] row = rows.value();
      bytes += row.length;
      if (received(Keys.sequence(rows.key()), row) != null) {
        add(Row.topic(row), 1);
      }
    }
  }

  private void add(String topic, long messages) {
    if (messages > 0) {
      topics.merge(topic, messages, Long::sum);
    }
  }

  private static @Nullable Instant received(long number, byte[] row) {
    try {
      Row.check(number, row);
      return Instant.ofEpochMilli(Row.received(row));
    } catch (DamagedException damaged) {
      return null;
    }
  }

  private List<KeptTopic> largest() {
    List<KeptTopic> all = new ArrayList<>();
    topics.forEach((topic, messages) -> all.add(new KeptTopic(topic, messages)));
    all.sort(
        Comparator.comparingLong(KeptTopic::messages).reversed().thenComparing(KeptTopic::topic));
    return all.subList(0, Math.min(LARGEST, all.size()));
  }
}
