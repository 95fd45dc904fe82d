package dev.gater.log;

import dev.gater.DataDirectoryException;
import dev.gater.log.Database.Family;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.rocksdb.Checkpoint;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** Copies databases into a data directory of its own. */
final class Copying {
  /** A database that is not open yet, in that directory. */
  interface Opening {
    Database in(Path directory);
  }

  private final Opening opening;

  Copying(Opening opening) {
    this.opening = opening;
  }

  /**
   * Copies each as it is at one moment.
   *
   * @throws DataDirectoryException if there is something already, or it can't be written
   */
  void copy(List<Database> databases, Path target) {
    try {
      Format.refuseUsed(target);
      Files.createDirectories(target);
      for (Database database : databases) {
        Path to = target.resolve(database.directory().getFileName());
        database.use(handle -> {
          try (Checkpoint checkpoint = Checkpoint.create(handle.db())) {
            checkpoint.createCheckpoint(to.toString());
          }
          return handle;
        });
        beginAnew(to);
      }
      new Format(Format.MIGRATIONS).check(target); // last: without it, it is no data directory
    } catch (IOException | RocksDBException refused) {
      throw new DataDirectoryException(
          target + ": the backup could not be written: " + refused.getMessage(), refused);
    }
  }

  /**
   * The original goes on in the epochs of instances that were closed in good order. The copy must
   * not: the same number of the same epoch would be two messages.
   */
  private void beginAnew(Path copied) throws RocksDBException {
    try (Database copy = opening.in(copied)) {
      copy.open();
      copy.use(handle -> {
        try (WriteBatch batch = new WriteBatch();
            Rows names = Rows.of(handle, Family.META, 0)) {
          for (boolean more = names.first(); more; more = names.next()) {
            int id = (int) Meta.number(names.value());
            batch.delete(handle.of(Family.META), Meta.CLEAN.key(id));
          }
          handle.write(batch);
        }
        handle.flush();
        return handle;
      });
    }
  }
}
