package dev.gater.log;

import dev.gater.log.Database.Family;
import dev.gater.log.Database.Handle;
import dev.gater.log.Row.DamagedException;
import dev.gater.spi.LogStore;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * What there is of an instance when its log is opened, and where it goes on.
 *
 * @param id its number
 * @param first the oldest number kept
 * @param last the number after which those of this run begin
 * @param reserved up to where numbers may be given
 */
record Found(
    int id, Epochs epochs, Index index, long first, long last, long lastReceived, long reserved) {

  /**
   * Looks, and writes down, for the caller to sync, what keeps numbers from being given twice.
   *
   * <p>After an end in good order the epoch goes on. After any other, numbers may have been given
   * that the disk knows nothing of: the next one begins after all that were reserved, in a new
   * epoch.
   */
  static Found look(LogStore.Setup setup, Settings settings, int id, Handle handle)
      throws RocksDBException {
    Index index =
        new Index(settings.segmentMessages(), settings.segmentBytes(), segments(id, handle));
    Scan scan = scan(id, index, handle);
    Epochs before = epochs(id, handle);
    byte[] clean = handle.get(Family.META, Meta.CLEAN.key(id));
    long known = Math.max(scan.last, before.all().isEmpty() ? 0 : before.current().last());
    Epochs epochs;
    if (clean != null && Meta.number(clean) == known && before.isOf(setup.source())) {
      epochs = before;
    } else {
      index.cut();
      long next = clean == null ? number(Meta.RESERVED, id, handle) + 1 : known + 1;
      epochs = before.then(known, setup.newEpoch().get(), setup.source(), next);
    }
    long last = Math.max(known, epochs.current().first() - 1);
    long reserved = last + setup.ring() + settings.reserved();
    long first = Math.max(1, number(Meta.FIRST, id, handle));
    try (WriteBatch batch = new WriteBatch()) {
      batch.put(handle.of(Family.META), Meta.EPOCHS.key(id), epochs.row());
      batch.put(handle.of(Family.META), Meta.RESERVED.key(id), Meta.number(reserved));
      batch.delete(handle.of(Family.META), Meta.CLEAN.key(id));
      handle.write(batch);
    }
    return new Found(id, epochs, index, first, last, scan.lastReceived, reserved);
  }

  private static Epochs epochs(int id, Handle handle) throws RocksDBException {
    byte[] row = handle.get(Family.META, Meta.EPOCHS.key(id));
    return row == null ? Epochs.none() : Epochs.read(row);
  }

  private static long number(Meta meta, int id, Handle handle) throws RocksDBException {
    byte[] row = handle.get(Family.META, meta.key(id));
    return row == null ? 0 : Meta.number(row);
  }

  private static List<Segment> segments(int id, Handle handle) throws RocksDBException {
    List<Segment> segments = new ArrayList<>();
    try (Rows rows = Rows.of(handle, Family.SEGMENTS, id)) {
      for (boolean more = rows.first(); more; more = rows.next()) {
        segments.add(Segment.read(Keys.sequence(rows.key()), rows.value()));
      }
    }
    return segments;
  }

  private record Scan(long last, long lastReceived) {}

  /** Reads what no sealed segment has, and indexes it in memory. */
  private static Scan scan(int id, Index index, Handle handle) throws RocksDBException {
    List<Segment> sealed = index.onDisk();
    long last = sealed.isEmpty() ? 0 : sealed.getLast().last();
    long received = sealed.isEmpty() ? 0 : sealed.getLast().lastReceived();
    try (Rows rows = Rows.of(handle, Family.MESSAGES, id)) {
      for (boolean more = rows.seek(Keys.of(id, last + 1)); more; more = rows.next()) {
        long number = Keys.sequence(rows.key());
        byte[] row = rows.value();
        if (isWhole(number, row)) {
          if (number != last + 1) {
            index.cut();
          }
          received = Math.max(received, Row.received(row));
          index.add(Row.topic(row), number, Row.received(row), row.length);
          last = number;
        }
      }
    }
    return new Scan(last, received);
  }

  private static boolean isWhole(long number, byte[] row) {
    try {
      Row.check(number, row);
      return true;
    } catch (DamagedException damaged) {
      return false;
    }
  }
}
