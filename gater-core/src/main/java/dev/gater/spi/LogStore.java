package dev.gater.spi;

import dev.gater.DataDirectoryException;
import dev.gater.Policy;
import dev.gater.Publication;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A node's data directory, open. Safe for any thread. */
public interface LogStore extends AutoCloseable {

  /**
   * Opens a directory, which is made if it is not there.
   *
   * @throws DataDirectoryException if it can't be used, or no store is on the class or module path
   */
  static LogStore open(Path directory) {
    return ServiceLoader.load(Provider.class, Provider.class.getClassLoader())
        .findFirst()
        .orElseThrow(() ->
            new DataDirectoryException(
                directory
                    + ": nothing here can keep a data directory; add dev.gater:gater-log to the"
                    + " class path",
                null))
        .open(directory);
  }

  /**
   * The log of an instance; asked for once each, and used once the store is {@link #ready}.
   *
   * @throws DataDirectoryException if it can't be read
   */
  MessageLog log(Setup setup);

  /**
   * What is kept of the durables of an instance whose log has been asked for. It is closed before
   * that log.
   */
  DurableStore durables(String instance);

  /**
   * All logs have been asked for: makes sure on disk that no number is given twice, whatever
   * happens from now on.
   *
   * @throws DataDirectoryException if that can't be
   */
  void ready();

  /**
   * Copies everything as it is at one moment into a new directory, which can be opened like this
   * one. Logs go on meanwhile.
   *
   * @throws DataDirectoryException if there is something already, or it can't be written
   */
  void backup(Path target);

  /** Closes what the logs left open, after all of them have been closed. Must not throw. */
  @Override
  void close();

  /**
   * What a log is told of its instance.
   *
   * @param instance its name
   * @param source the source of its node
   * @param ring numbers that may be given beyond the last message appended, at most
   * @param form takes messages apart
   * @param clock what retention goes by
   * @param newEpoch makes the name of an epoch
   * @param trouble told whenever it changes whether the log can take messages; called by any
   *     thread, must not wait
   */
  record Setup(
      String instance,
      String source,
      Policy policy,
      long ring,
      MessageForm form,
      InstantSource clock,
      Supplier<String> newEpoch,
      Consumer<@Nullable Trouble> trouble) {}

  /**
   * Why a log can't write.
   *
   * @param reason what publications are answered: {@link Publication.Reason#DISK_FULL} or {@link
   *     Publication.Reason#DURABILITY_UNAVAILABLE}
   * @param detail in words, with the cure
   */
  record Trouble(Publication.Reason reason, String detail) {}

  /** Opens data directories. */
  interface Provider {

    /** See {@link LogStore#open(Path)}. */
    LogStore open(Path directory);
  }
}
