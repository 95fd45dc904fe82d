package dev.gater.log;

import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** Finds out how far damage goes. */
final class Damages {
  private Damages() {}

  /** Whether what was read is not what was written, or can't be read any more. */
  static boolean isDamage(RocksDBException thrown) {
    Status status = thrown.getStatus();
    return status != null
        && (status.getCode() == Status.Code.Corruption || status.getCode() == Status.Code.IOError);
  }

  /** Whether what begins at a number can be read. */
  interface Probe {
    boolean from(long number) throws RocksDBException;
  }

  /** The first number after one that can't be read from which on something can, or after last. */
  static long nextReadable(long number, long last, Probe readable) throws RocksDBException {
    long damaged = number;
    long step = 1;
    while (damaged + step <= last && !readable.from(damaged + step)) {
      damaged += step;
      step *= 2;
    }
    long good = Math.min(damaged + step, last + 1);
    while (good - damaged > 1) {
      long middle = damaged + (good - damaged) / 2;
      if (readable.from(middle)) {
        good = middle;
      } else {
        damaged = middle;
      }
    }
    return good;
  }
}
