package dev.gater.log;

import dev.gater.log.Database.Family;
import dev.gater.log.Database.Handle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/** Rows of one family from one key up to before another, in order, as they are at one moment. */
final class Rows implements AutoCloseable {
  private final Slice lower;
  private final Slice upper;
  private final ReadOptions reading;
  private final RocksIterator rows;

  Rows(Handle handle, Family family, byte[] from, byte[] before) {
    lower = new Slice(from);
    upper = new Slice(before);
    reading = new ReadOptions().setIterateLowerBound(lower).setIterateUpperBound(upper);
    rows = handle.iterate(family, reading);
  }

  /** Those of a whole instance. */
  static Rows of(Handle handle, Family family, int instance) {
    return new Rows(handle, family, Keys.of(instance, 0), Keys.of(instance + 1, 0));
  }

  /** Goes to the first; says whether there is one. */
  boolean first() throws RocksDBException {
    rows.seekToFirst();
    return valid();
  }

  /** Goes to the last; says whether there is one. */
  boolean last() throws RocksDBException {
    rows.seekToLast();
    return valid();
  }

  /** Goes to that key or the first after it; says whether there is one. */
  boolean seek(byte[] key) throws RocksDBException {
    rows.seek(key);
    return valid();
  }

  boolean next() throws RocksDBException {
    rows.next();
    return valid();
  }

  boolean previous() throws RocksDBException {
    rows.prev();
    return valid();
  }

  private boolean valid() throws RocksDBException {
    if (rows.isValid()) {
      return true;
    }
    rows.status(); // throws what has gone wrong
    return false;
  }

  byte[] key() {
    return rows.key();
  }

  byte[] value() {
    return rows.value();
  }

  @Override
  public void close() {
    rows.close();
    reading.close();
    upper.close();
    lower.close();
  }
}
