package dev.gater.log;

import dev.gater.DataDirectoryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.IndexType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteBufferManager;
import org.rocksdb.WriteOptions;

/**
 * One RocksDB and its families of rows. Any number of threads read and write; while it is reopened,
 * they wait.
 */
final class Database implements AutoCloseable {
  /** What stands in which rows. */
  enum Family {
    /** Few rows: instances, their epochs, what is reserved. */
    META("default"),
    /** A message a row, by instance and number. */
    MESSAGES("messages"),
    /** A segment a row, by instance and first number. */
    SEGMENTS("segments"),
    /** The numbers of a topic's messages in a segment, by instance, segment and topic. */
    INDEX("index"),
    /** Where a topic's last message is, by instance and topic. */
    TOPICS("topics"),
    /** A durable a row, by instance and name. */
    DURABLES("durables"),
    /** A dead letter a row, by instance, durable and number. */
    DEAD("dead");

    private final String name;

    Family(String name) {
      this.name = name;
    }
  }

  private static final long WAL_BYTES = 64L << 20;
  private static final int OPEN_FILES = 256;
  private static final int BLOCK = 8 << 10;
  private static final int METADATA_BLOCK = 4 << 10;
  private static final double BITS_A_KEY = 10;
  private static final int LOG_BYTES = 1 << 20;

  private final Path directory;
  private final Settings settings;
  private final Cache cache;
  private final WriteBufferManager buffers;
  private final ReentrantReadWriteLock use = new ReentrantReadWriteLock();
  private final WriteOptions writing = new WriteOptions();
  private final Map<Family, ColumnFamilyHandle> handles = new EnumMap<>(Family.class);
  private final List<AutoCloseable> options = new ArrayList<>();
  private @Nullable RocksDB db;

  /** Not open yet. */
  Database(Path directory, Settings settings, Cache cache, WriteBufferManager buffers) {
    this.directory = directory;
    this.settings = settings;
    this.cache = cache;
    this.buffers = buffers;
  }

  Path directory() {
    return directory;
  }

  /**
   * Opens it, making it if it is not there.
   *
   * @throws DataDirectoryException if that can't be
   */
  void open() {
    use.writeLock().lock();
    try {
      Files.createDirectories(directory);
      List<ColumnFamilyDescriptor> families = new ArrayList<>();
      for (Family family : Family.values()) {
        byte[] name = family.name.getBytes(StandardCharsets.US_ASCII);
        families.add(new ColumnFamilyDescriptor(name, familyOptions(family)));
      }
      List<ColumnFamilyHandle> opened = new ArrayList<>();
      db = RocksDB.open(options(), directory.toString(), families, opened);
      Iterator<ColumnFamilyHandle> inOrder = opened.iterator();
      for (Family family : Family.values()) {
        handles.put(family, inOrder.next());
      }
    } catch (RocksDBException | IOException refused) {
      closeOptions();
      throw new DataDirectoryException(
          directory + ": can't be opened: " + refused.getMessage(), refused);
    } finally {
      use.writeLock().unlock();
    }
  }

  private DBOptions options() {
    return keep(new DBOptions())
        .setCreateIfMissing(true)
        .setCreateMissingColumnFamilies(true)
        // All families of a flush come back together, whatever is left of the write-ahead log.
        .setAtomicFlush(true)
        .setWalRecoveryMode(WALRecoveryMode.PointInTimeRecovery)
        .setWriteBufferManager(buffers)
        .setMaxTotalWalSize(WAL_BYTES)
        .setMaxOpenFiles(OPEN_FILES)
        .setMaxBackgroundJobs(2)
        // A file with a damaged block must not end all writing; what is read is checked anyway.
        .setParanoidChecks(false)
        .setStatsDumpPeriodSec(0)
        .setStatsPersistPeriodSec(0)
        .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
        .setMaxLogFileSize(LOG_BYTES)
        .setKeepLogFileNum(2);
  }

  private ColumnFamilyOptions familyOptions(Family family) {
    BlockBasedTableConfig table =
        new BlockBasedTableConfig()
            .setBlockCache(cache)
            .setBlockSize(BLOCK)
            // In parts: the index of a large file is larger than what the cache has room for at
            // once.
            .setIndexType(IndexType.kTwoLevelIndexSearch)
            .setPartitionFilters(true)
            .setMetadataBlockSize(METADATA_BLOCK)
            .setCacheIndexAndFilterBlocks(true)
            .setPinTopLevelIndexAndFilter(true)
            .setFormatVersion(5);
    if (family == Family.INDEX || family == Family.TOPICS) {
      table.setFilterPolicy(keep(new BloomFilter(BITS_A_KEY)));
    }
    long most = settings.writeBuffer().bytes() / 3;
    return keep(new ColumnFamilyOptions())
        .setTableFormatConfig(table)
        .setWriteBufferSize(family == Family.MESSAGES ? most : Math.max(1 << 16, most / 4))
        .setCompressionType(CompressionType.LZ4_COMPRESSION)
        .setLevelCompactionDynamicLevelBytes(true);
  }

  private <T extends AutoCloseable> T keep(T option) {
    options.add(option);
    return option;
  }

  private void closeOptions() {
    for (AutoCloseable option : options.reversed()) {
      try {
        option.close();
      } catch (Exception impossible) { // options have nothing to fail at
        throw new IllegalStateException(impossible);
      }
    }
    options.clear();
  }

  /** Closes it and opens it again, which is what brings it back after a failed write. */
  void reopen() {
    use.writeLock().lock();
    try {
      closeFiles();
      open();
    } finally {
      use.writeLock().unlock();
    }
  }

  /** Something that reads or writes. */
  interface Use<T extends @Nullable Object> {
    T with(Handle handle) throws RocksDBException;
  }

  /** Uses it. */
  <T extends @Nullable Object> T use(Use<T> what) throws RocksDBException {
    use.readLock().lock();
    try {
      RocksDB open = db;
      if (open == null) {
        throw new RocksDBException("the database is closed");
      }
      return what.with(new Handle(open));
    } finally {
      use.readLock().unlock();
    }
  }

  /** The database while it is used. */
  final class Handle {
    private final RocksDB open;

    Handle(RocksDB open) {
      this.open = open;
    }

    RocksDB db() {
      return open;
    }

    ColumnFamilyHandle of(Family family) {
      return Objects.requireNonNull(handles.get(family));
    }

    byte @Nullable [] get(Family family, byte[] key) throws RocksDBException {
      return open.get(of(family), key);
    }

    RocksIterator iterate(Family family, ReadOptions reading) {
      return open.newIterator(of(family), reading);
    }

    /** Writes, to the write-ahead log as well, which survives the process. */
    void write(WriteBatch batch) throws RocksDBException {
      open.write(writing, batch);
    }

    /** Syncs what has been written. */
    void sync() throws RocksDBException {
      open.syncWal();
    }

    /** What all families together take. */
    KeptFiles files(String name) throws RocksDBException {
      return new KeptFiles(
          name,
          open.getAggregatedLongProperty("rocksdb.live-sst-files-size"),
          open.getAggregatedLongProperty("rocksdb.estimate-pending-compaction-bytes"));
    }

    /** Has all that has been written in files of their own, beside the write-ahead log. */
    void flush() throws RocksDBException {
      try (FlushOptions flush = new FlushOptions().setWaitForFlush(true)) {
        open.flush(flush, List.copyOf(handles.values()));
      }
    }
  }

  private void closeFiles() {
    handles.values().forEach(ColumnFamilyHandle::close);
    handles.clear();
    if (db != null) {
      db.close();
      db = null;
    }
    closeOptions();
  }

  @Override
  public void close() {
    use.writeLock().lock();
    try {
      closeFiles();
      writing.close();
    } finally {
      use.writeLock().unlock();
    }
  }
}
