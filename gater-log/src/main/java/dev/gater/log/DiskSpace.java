package dev.gater.log;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/**
 * The room on the disk. It counts as full before it is, because a database that meets the end of
 * the disk in the middle of a write has more trouble than one that was stopped before; and a file
 * holds some space for the end, when what was admitted is to be written. For any thread.
 */
final class DiskSpace {
  private static final Logger LOGGER = System.getLogger("dev.gater.log");
  private static final String RESERVE = "reserve";
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final int CHUNK = 1 << 20;

  /** Asks how much room there is. */
  interface Gauge {
    long usableBytes() throws IOException;
  }

  private final Path reserve;
  private final long spare;
  private final Gauge gauge;
  private boolean full;
  private boolean spent;
  private long looked = System.nanoTime() - LOOK_NANOS;

  DiskSpace(Path directory, long spare, Gauge gauge) {
    this.reserve = directory.resolve(RESERVE);
    this.spare = spare;
    this.gauge = gauge;
  }

  /** What the file system says. */
  static Gauge of(Path directory) {
    return () -> Files.getFileStore(directory).getUsableSpace();
  }

  /** Sets space aside, if there is enough. */
  void reserve() {
    try {
      boolean there = Files.exists(reserve) && Files.size(reserve) == spare;
      if (there || gauge.usableBytes() < 4 * spare) {
        return;
      }
      byte[] zeros = new byte[(int) Math.min(CHUNK, spare)];
      try (OutputStream out = Files.newOutputStream(reserve)) {
        for (long left = spare; left > 0; left -= zeros.length) {
          out.write(zeros, 0, (int) Math.min(left, zeros.length));
        }
      }
    } catch (IOException unwritable) {
      LOGGER.log(Level.WARNING, "no space could be set aside: {0}", unwritable.getMessage());
    }
  }

  /** Whether nothing more is to be written. */
  synchronized boolean isFull() {
    long now = System.nanoTime();
    if (!spent && now - looked >= LOOK_NANOS) {
      looked = now;
      try {
        full = gauge.usableBytes() < (full ? spare + spare / 2 : spare);
      } catch (IOException | UncheckedIOException unknown) {
        full = false; // the write will tell
      }
    }
    return full && !spent;
  }

  /** Gives what was set aside free, for the end: from now on nothing counts as full. */
  synchronized void spend() {
    spent = true;
    try {
      Files.deleteIfExists(reserve);
    } catch (IOException remains) {
      LOGGER.log(Level.WARNING, "{0} can't be removed: {1}", reserve, remains.getMessage());
    }
  }

  /** Whether that says that the disk is full. */
  boolean isNoRoom(Throwable refused) {
    Status status = refused instanceof RocksDBException thrown ? thrown.getStatus() : null;
    String message = String.valueOf(refused.getMessage());
    return (status != null && status.getSubCode() == Status.SubCode.NoSpace)
        || message.contains("No space left")
        || message.contains("quota exceeded");
  }
}
