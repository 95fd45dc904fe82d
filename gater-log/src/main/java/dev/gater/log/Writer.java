package dev.gater.log;

import dev.gater.Publication.Reason;
import dev.gater.log.Database.Handle;
import dev.gater.spi.LogStore.Trouble;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * The one thread that writes a database: all that waits in its logs, in one batch; then, if one of
 * them promises that, one sync for all of them. Who is promised less has been told by then.
 *
 * <p>When the disk refuses, it tells the logs, and tries again until it is taken: nothing that was
 * admitted is given up while the node is open.
 */
final class Writer implements AutoCloseable {
  private static final Logger LOGGER = System.getLogger("dev.gater.log");

  /** How often it tries again. */
  private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  /** How long it looks for work before it sleeps: waking it takes longer than a small write. */
  private static final int LOOKS = 200;

  /** How long the end may take once the disk refuses. */
  private static final long END_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Database database;
  private final DiskSpace space;
  private final Thread thread;
  private final List<DiskLog> logs = new CopyOnWriteArrayList<>();

  /** Set by whoever brings work, taken away by the thread before it looks. */
  private volatile boolean work;

  private volatile boolean asleep;
  private volatile boolean closing;
  private volatile @Nullable Trouble trouble;

  /** Whether the database has to be opened again. */
  private boolean broken;

  /** Not at work yet; see {@link #start}. */
  Writer(String name, Database database, DiskSpace space) {
    this.database = database;
    this.space = space;
    this.thread = Thread.ofPlatform().daemon().name("gater-log-" + name).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  void add(DiskLog log) {
    logs.add(log);
    log.trouble(trouble);
  }

  /** There is work. */
  void wake() {
    work = true;
    if (asleep) {
      LockSupport.unpark(thread);
    }
  }

  private void run() {
    while (!closing) {
      try {
        work = false;
        boolean some = database.use(this::step);
        told(null);
        if (!some) {
          rest();
        }
      } catch (RocksDBException | RuntimeException | Error refused) {
        recover(refused);
      }
    }
  }

  /** Writes once; says whether there was anything to write. */
  private boolean step(Handle handle) throws RocksDBException {
    if (space.isFull()) {
      throw new DiskFullException();
    }
    boolean some = false;
    try (WriteBatch batch = new WriteBatch()) {
      for (DiskLog log : logs) {
        some |= log.place(batch, handle);
      }
      if (some) {
        handle.write(batch);
      }
    }
    if (some) {
      for (DiskLog log : logs) {
        log.written(handle);
      }
      sync(handle);
    }
    for (DiskLog log : logs) {
      some |= log.seal(handle);
    }
    return some;
  }

  private void sync(Handle handle) throws RocksDBException {
    List<DiskLog> waiting = logs.stream().filter(DiskLog::wantsSync).toList();
    if (!waiting.isEmpty()) {
      handle.sync();
      waiting.forEach(DiskLog::synced);
    }
  }

  private void rest() {
    for (int i = 0; i < LOOKS && !work; i++) {
      Thread.onSpinWait();
    }
    asleep = true;
    if (!work && !closing) {
      LockSupport.park(this);
    }
    asleep = false;
  }

  /** The disk refuses: says so, and brings the database back when it may take something again. */
  private void recover(Throwable refused) {
    told(describe(refused));
    broken |= !(refused instanceof DiskFullException);
    LockSupport.parkNanos(this, AGAIN_NANOS);
    if (broken && !closing && !space.isFull()) {
      try {
        database.reopen(); // a RocksDB that failed to write takes nothing more
        logs.forEach(DiskLog::writeAgain);
        broken = false;
      } catch (RuntimeException | Error still) {
        told(describe(still));
      }
    }
  }

  /** What the logs and the operator are to know. */
  private void told(@Nullable Trouble now) {
    if (!Objects.equals(now, trouble)) {
      trouble = now;
      LOGGER.log(
          now == null ? Level.INFO : Level.WARNING,
          () -> now == null ? database.directory() + ": written again" : now.detail());
      logs.forEach(log -> log.trouble(now));
    }
  }

  /**
   * Waits until a log that gets no more messages is written, up to some seconds. On a full disk the
   * space that was set aside is used for it.
   */
  void finish(DiskLog log) {
    if (trouble != null) {
      space.spend();
    }
    wake();
    boolean _ = log.awaitConfirmed(log.last(), END_NANOS);
  }

  /** Ends the thread, and waits for that. */
  @Override
  public void close() {
    closing = true;
    LockSupport.unpark(thread);
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException interrupt) { // nothing may be written once it is closed
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Trouble describe(Throwable refused) {
    return refused instanceof DiskFullException || space.isNoRoom(refused)
        ? new Trouble(
            Reason.DISK_FULL,
            database.directory() + ": the disk is full; make room, and writing goes on by itself")
        : new Trouble(
            Reason.DURABILITY_UNAVAILABLE,
            database.directory() + ": the disk refuses to be written: " + refused.getMessage());
  }

  /** Thrown before the disk is really full. */
  private static final class DiskFullException extends RuntimeException {
    DiskFullException() {
      super("the disk is full", null, false, false);
    }
  }
}
