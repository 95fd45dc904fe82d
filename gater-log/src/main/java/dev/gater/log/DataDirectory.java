package dev.gater.log;

import dev.gater.DataDirectoryException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A data directory that no node runs on, open for looking at it and for copying it. Nothing in it
 * changes by that, except that one of an older format is brought up to date. While it is open no
 * node can open it. Safe for any thread.
 */
public final class DataDirectory implements AutoCloseable {
  private static final String CURE =
      "stop that one first, or have it make a copy (Gater.backup copies a directory in use)";

  private final RocksStore store;

  private DataDirectory(RocksStore store) {
    this.store = store;
  }

  /**
   * Opens a directory that is there.
   *
   * @throws DataDirectoryException if it is no data directory, another process has it open, it was
   *     written by a newer Gater, or it can't be read
   */
  public static DataDirectory open(Path directory) {
    if (!Files.exists(directory)) {
      throw new DataDirectoryException(
          directory + ": is not there; name the directory that a node keeps its history in", null);
    }
    if (!Format.isOf(directory)) {
      throw new DataDirectoryException(
          directory + ": is no data directory; name one that a node has kept its history in", null);
    }
    Settings settings = Settings.DEFAULT;
    var space = new DiskSpace(directory, settings.spare().bytes(), DiskSpace.of(directory));
    return new DataDirectory(RocksStore.open(directory, settings, space, CURE));
  }

  /**
   * Copies all of it into another directory; see {@link dev.gater.Gater#backup(Path)}.
   *
   * @param target not there yet, or empty
   * @throws DataDirectoryException if there is something in it, or it can't be written
   */
  public void backup(Path target) {
    store.backup(target);
  }

  /**
   * What there is of each instance: first those whose messages must not wait for others, then the
   * rest, by name. Reads the index of all that is kept.
   *
   * @throws DataDirectoryException if it can't be read
   */
  public List<KeptInstance> instances() {
    return store.instances();
  }

  /**
   * How its databases are on disk.
   *
   * @throws DataDirectoryException if they can't be read
   */
  public List<KeptFiles> files() {
    return store.files();
  }

  @Override
  public void close() {
    store.close();
  }
}
