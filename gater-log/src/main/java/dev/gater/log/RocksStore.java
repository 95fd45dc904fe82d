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
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.rocksdb.Cache;
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
    return open(directory, settings, space, "stop that one, or use another directory");
  }

  /**
   * Opens it.
   *
   * @param cure what to do where another process has it
   */
  static RocksStore open(Path directory, Settings settings, DiskSpace space, String cure) {
    try {
      Files.createDirectories(directory);
      RocksDB.loadLibrary();
    } catch (FileAlreadyExistsException file) {
      throw new DataDirectoryException(
          directory + ": is not a directory; name one that is, or a new one", file);
    } catch (IOException refused) {
      throw new DataDirectoryException(
          directory
              + ": can't be made ("
              + DirectoryLock.reason(refused)
              + "); name one that can be, or see to its rights",
          refused);
    }
    DirectoryLock lock = DirectoryLock.take(directory, cure);
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
    new Copying(to -> new Database(to, settings, cache, buffers)).copy(databases(), target);
  }

  /** What there is of each instance, whose logs must not be open. */
  List<KeptInstance> instances() {
    List<KeptInstance> all = new ArrayList<>();
    for (Database database : databases()) {
      try {
        database.use(handle -> {
          try (Rows names = Rows.of(handle, Family.META, 0)) {
            for (boolean more = names.first(); more; more = names.next()) {
              all.add(Survey.of(Keys.topic(names.key()), (int) Meta.number(names.value()), handle));
            }
          }
          return handle;
        });
      } catch (RocksDBException unreadable) {
        throw unreadable(unreadable);
      }
    }
    return all;
  }

  /** How its databases are on disk. */
  List<KeptFiles> files() {
    try {
      List<KeptFiles> all = new ArrayList<>();
      for (Database database : databases()) {
        String name = String.valueOf(database.directory().getFileName());
        all.add(database.use(handle -> handle.files(name)));
      }
      return all;
    } catch (RocksDBException unreadable) {
      throw unreadable(unreadable);
    }
  }

  private DataDirectoryException unreadable(RocksDBException why) {
    return new DataDirectoryException(
        directory + ": can't be read: " + why.getMessage() + "; restore it from a backup", why);
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
