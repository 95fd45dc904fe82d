package dev.gater.log;

import dev.gater.DataDirectoryException;
import dev.gater.Policy;
import dev.gater.Priority;
import dev.gater.log.Database.Family;
import dev.gater.log.Database.Handle;
import dev.gater.spi.DurableStore;
import dev.gater.spi.LogStore;
import dev.gater.spi.MessageLog;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.rocksdb.Cache;
import org.rocksdb.Checkpoint;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteBufferManager;

/**
 * A data directory: two databases, so that nothing that happens to the one, be it that it can't
 * write as fast as it should, holds up the other: one for what must not wait, one for the rest. An
 * instance stays in the one in which it was first kept.
 */
final class RocksStore implements LogStore {
  private static final Logger LOGGER = System.getLogger("dev.gater.log");
  private static final long RETENTION_MILLIS = 500;

  /**
   * Few readers share a small cache: parts of it must not be too small for what they are to hold.
   */
  private static final int CACHE_SHARD_BITS = 2;

  private final Path directory;
  private final Settings settings;
  private final DirectoryLock lock;
  private final DiskSpace space;
  private final Cache cache;
  private final WriteBufferManager buffers;
  private final Part critical;
  private final Part main;
  private final ScheduledThreadPoolExecutor retention;
  private boolean closed;

  /** One database, who writes it, and its logs. */
  private record Part(Database database, Writer writer, List<DiskLog> logs) {}

  private RocksStore(Path directory, Settings settings, DirectoryLock lock, DiskSpace space) {
    this.directory = directory;
    this.settings = settings;
    this.lock = lock;
    this.space = space;
    this.cache =
        new LRUCache(settings.cache().bytes() + settings.writeBuffer().bytes(), CACHE_SHARD_BITS);
    this.buffers = new WriteBufferManager(settings.writeBuffer().bytes(), cache);
    this.critical = part("critical", space);
    this.main = part("main", space);
    this.retention =
        new ScheduledThreadPoolExecutor(
            1, task -> Thread.ofPlatform().daemon().name("gater-log-retention").unstarted(task));
  }

  private Part part(String name, DiskSpace space) {
    Database database = new Database(directory.resolve(name), settings, cache, buffers);
    return new Part(database, new Writer(name, database, space), new ArrayList<>());
  }

  static RocksStore open(Path directory, Settings settings) {
    return open(
        directory,
        settings,
        new DiskSpace(directory, settings.spare().bytes(), DiskSpace.of(directory)));
  }

  static RocksStore open(Path directory, Settings settings, DiskSpace space) {
    try {
      Files.createDirectories(directory);
      RocksDB.loadLibrary();
    } catch (IOException refused) {
      throw new DataDirectoryException(
          directory + ": can't be made: " + refused.getMessage(), refused);
    }
    DirectoryLock lock = DirectoryLock.take(directory);
    try {
      new Format(Format.MIGRATIONS).check(directory);
      space.reserve();
    } catch (RuntimeException refused) {
      lock.close();
      throw refused;
    }
    RocksStore store = new RocksStore(directory, settings, lock, space);
    try {
      store.start();
      return store;
    } catch (RuntimeException refused) {
      store.release();
      throw refused;
    }
  }

  private void start() {
    critical.database.open();
    main.database.open();
    critical.writer.start();
    main.writer.start();
    var _ =
        retention.scheduleWithFixedDelay(
            this::retain, RETENTION_MILLIS, RETENTION_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public synchronized MessageLog log(Setup setup) {
    try {
      Part part = home(setup);
      Found found =
          part.database.use(
              handle -> Found.look(setup, settings, number(setup.instance(), handle), handle));
      DiskLog log = new DiskLog(setup, settings, part.database, part.writer, found);
      part.logs.add(log);
      part.writer.add(log);
      return log;
    } catch (RocksDBException unreadable) {
      throw new DataDirectoryException(
          directory
              + ": "
              + setup.instance()
              + " can't be read: "
              + unreadable.getMessage()
              + "; restore the directory from a backup",
          unreadable);
    }
  }

  @Override
  public synchronized DurableStore durables(String instance) {
    for (Part part : List.of(critical, main)) {
      for (DiskLog log : part.logs) {
        if (log.instance().equals(instance)) {
          return log.durables(space);
        }
      }
    }
    throw new IllegalArgumentException(instance + " has no log in " + directory);
  }

  @Override
  public void ready() {
    for (Part part : List.of(critical, main)) {
      try {
        part.database.use(handle -> {
          handle.sync();
          handle.flush(); // so that it holds whatever becomes of the write-ahead log
          return handle;
        });
      } catch (RocksDBException refused) {
        throw new DataDirectoryException(
            directory + ": can't be written: " + refused.getMessage(), refused);
      }
    }
  }

  /** Both. */
  List<Database> databases() {
    return List.of(critical.database, main.database);
  }

  private Part home(Setup setup) throws RocksDBException {
    byte[] key = Meta.instance(setup.instance());
    for (Part part : List.of(critical, main)) {
      if (part.database.use(handle -> handle.get(Family.META, key) != null)) {
        return part;
      }
    }
    return isCritical(setup.policy()) ? critical : main;
  }

  /** Whether messages of such an instance must not wait for those of others. */
  private static boolean isCritical(Policy policy) {
    return policy.priority() == Priority.HIGH || policy.deliverAfterSync();
  }

  /** The number by which an instance is known in its database. */
  private static int number(String instance, Handle handle) throws RocksDBException {
    byte[] key = Meta.instance(instance);
    byte[] known = handle.get(Family.META, key);
    if (known != null) {
      return (int) Meta.number(known);
    }
    int number = 1;
    try (Rows names = Rows.of(handle, Family.META, 0)) {
      for (boolean more = names.first(); more; more = names.next()) {
        number = Math.max(number, (int) Meta.number(names.value()) + 1);
      }
    }
    try (WriteBatch batch = new WriteBatch()) {
      batch.put(handle.of(Family.META), key, Meta.number(number));
      handle.write(batch);
    }
    return number;
  }

  /** Lets go on disk of what has expired. */
  void retain() {
    for (Part part : List.of(critical, main)) {
      for (DiskLog log : logs(part)) {
        try {
          part.database.use(handle -> {
            log.release(handle);
            return handle;
          });
        } catch (RocksDBException | RuntimeException refused) { // the next time, perhaps
          LOGGER.log(
              Level.WARNING,
              "{0}: what has expired could not be removed: {1}",
              directory,
              refused.getMessage());
        }
      }
    }
  }

  private synchronized List<DiskLog> logs(Part part) {
    return List.copyOf(part.logs);
  }

  @Override
  public void backup(Path target) {
    try {
      Format.refuseUsed(target);
      Files.createDirectories(target);
      for (Part part : List.of(critical, main)) {
        String to = target.resolve(part.database.directory().getFileName()).toString();
        part.database.use(handle -> {
          try (Checkpoint checkpoint = Checkpoint.create(handle.db())) {
            checkpoint.createCheckpoint(to);
          }
          return handle;
        });
      }
      new Format(Format.MIGRATIONS).check(target); // last: without it, it is no data directory
    } catch (IOException | RocksDBException refused) {
      throw new DataDirectoryException(
          target + ": the backup could not be written: " + refused.getMessage(), refused);
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    retention.shutdownNow();
    try {
      boolean _ = retention.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    for (Part part : List.of(critical, main)) {
      part.writer.close();
      end(part);
    }
    release();
  }

  private static void end(Part part) {
    try {
      part.database.use(handle -> {
        for (DiskLog log : part.logs) {
          log.end(handle);
        }
        handle.sync();
        handle.flush();
        return handle;
      });
    } catch (RocksDBException | RuntimeException refused) { // as after a crash, at the next opening
      LOGGER.log(
          Level.WARNING,
          "{0}: could not be closed in good order: {1}",
          part.database.directory(),
          refused.getMessage());
    }
  }

  private void release() {
    critical.database.close();
    main.database.close();
    buffers.close();
    cache.close();
    lock.close();
  }
}
