package dev.gater.log;

import dev.gater.DataSize;
import dev.gater.Message;
import dev.gater.Policy;
import dev.gater.spi.LogStore;
import dev.gater.spi.LogStore.Trouble;
import dev.gater.spi.MessageLog;
import dev.gater.spi.TestForm;
import dev.gater.spi.TestMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/** One log in a data directory, for tests that close, crash and damage it. */
final class Disk implements AutoCloseable {
  /** So small that what is rare happens often. */
  static final Settings SMALL =
      new Settings(4, 1 << 20, 100, 16, DataSize.mib(1), DataSize.mib(4), DataSize.kib(64));

  static final long RING = 10;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Path base;
  private final Policy policy;
  private int copies;
  private int epochs;
  Instant now = START;
  Path directory;
  RocksStore store;
  MessageLog log;
  volatile @Nullable Trouble trouble;

  Disk(Path base, Policy policy) {
    this.base = base;
    this.policy = policy;
    this.directory = base.resolve("data0");
    this.store = RocksStore.open(directory, SMALL);
    this.log = openLog();
  }

  private MessageLog openLog() {
    MessageLog opened =
        store.log(
            new LogStore.Setup(
                "events",
                "/test",
                policy,
                RING,
                new TestForm(),
                () -> now,
                () -> "e" + ++epochs,
                told -> trouble = told));
    store.ready();
    return opened;
  }

  /** Appends, and waits until it is safe; answers with the numbers. */
  List<Message<?>> append(String... topics) {
    List<Message<?>> messages = new ArrayList<>();
    long number = log.last();
    for (String topic : topics) {
      number++;
      messages.add(message(number, topic, "data " + number));
    }
    return append(messages);
  }

  /** Appends one with that data, and waits until it is safe. */
  List<Message<?>> appendData(String topic, Object data) {
    return append(List.of(message(log.last() + 1, topic, data)));
  }

  private Message<?> message(long number, String topic, Object data) {
    return new TestMessage(log.epoch(), number, topic, later(now, log.lastReceived()), data);
  }

  private List<Message<?>> append(List<Message<?>> messages) {
    log.append(messages.toArray(new Message<?>[0]), 0, messages.size());
    long number = messages.getLast().sequence();
    if (!log.awaitConfirmed(number, TimeUnit.SECONDS.toNanos(30))) {
      throw new IllegalStateException("not written in 30 s");
    }
    return messages;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** Closes it in good order and opens it again. */
  void reopen() {
    closeStore();
    open();
  }

  void open() {
    store = RocksStore.open(directory, SMALL);
    log = openLog();
  }

  /** As if the process had been killed: what the files hold by now is all there is. */
  void crash() {
    Path copy = base.resolve("data" + ++copies);
    try {
      for (Database database : store.databases()) {
        database.use(handle -> {
          handle.db().pauseBackgroundWork(); // which would take files away while they are copied
          return handle;
        });
      }
      copy(directory, copy);
      for (Database database : store.databases()) {
        database.use(handle -> {
          handle.db().continueBackgroundWork();
          return handle;
        });
      }
    } catch (RocksDBException failed) {
      throw new IllegalStateException(failed);
    }
    closeStore();
    delete(directory);
    directory = copy;
  }

  void closeStore() {
    log.close();
    store.close();
  }

  static void copy(Path from, Path to) {
    try {
      Files.walkFileTree(
          from,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                throws IOException {
              Files.createDirectories(to.resolve(from.relativize(folder).toString()));
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.copy(file, to.resolve(from.relativize(file).toString()));
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  static void delete(Path folder) {
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path done, @Nullable IOException failed)
                throws IOException {
              Files.delete(done);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void close() {
    closeStore();
  }
}
