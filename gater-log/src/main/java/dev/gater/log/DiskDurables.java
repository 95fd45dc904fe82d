package dev.gater.log;

import dev.gater.DataDirectoryException;
import dev.gater.DeadLetter;
import dev.gater.log.Database.Family;
import dev.gater.log.Database.Handle;
import dev.gater.spi.DurableStore;
import dev.gater.spi.MessageForm;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * The durables of one instance, in the database of its log: one write-ahead log holds both, so a
 * cursor is never safer than the messages before it. What is saved is written at once, on the
 * thread that saves.
 */
final class DiskDurables implements DurableStore {
  private final int id;
  private final Database database;
  private final DiskSpace space;
  private final MessageForm form;
  private final Epochs epochs;
  private final boolean syncs;
  private final Map<String, Long> dead = new ConcurrentHashMap<>();

  DiskDurables(
      int id, Database database, DiskSpace space, MessageForm form, Epochs epochs, boolean syncs) {
    this.id = id;
    this.database = database;
    this.space = space;
    this.form = form;
    this.epochs = epochs;
    this.syncs = syncs;
  }

  @Override
  public boolean outlivesNode() {
    return true;
  }

  private <T> T use(Database.Use<T> what) {
    try {
      return database.use(what);
    } catch (RocksDBException refused) {
      throw new DataDirectoryException(
          database.directory() + ": durables: " + refused.getMessage(), refused);
    }
  }

  @Override
  public NavigableMap<String, State> load() {
    return use(handle -> {
      NavigableMap<String, State> states = new TreeMap<>();
      try (Rows rows = Rows.of(handle, Family.DURABLES, id)) {
        for (boolean more = rows.first(); more; more = rows.next()) {
          states.put(Keys.topic(rows.key()), DurableRows.state(rows.value()));
        }
      }
      return states;
    });
  }

  @Override
  public void save(String durable, Change change) {
    if (space.isFull()) {
      throw new DataDirectoryException(
          database.directory() + ": the disk is full: " + durable + " can't be saved", null);
    }
    boolean letters = !change.parked().isEmpty() || !change.discarded().isEmpty();
    long count = letters ? countDead(durable) : 0;
    long changed = use(handle -> save(durable, change, letters, count, handle));
    if (letters) {
      dead.put(durable, changed);
    }
  }

  private long save(String durable, Change change, boolean letters, long before, Handle handle)
      throws RocksDBException {
    long count = before;
    try (WriteBatch batch = new WriteBatch()) {
      batch.put(handle.of(Family.DURABLES), key(durable), DurableRows.of(change.state()));
      for (long number : change.discarded()) {
        byte[] key = key(durable, number);
        count -= handle.get(Family.DEAD, key) == null ? 0 : 1;
        batch.delete(handle.of(Family.DEAD), key);
      }
      for (DeadLetter letter : change.parked()) {
        long number = letter.message().sequence();
        byte[] key = key(durable, number);
        boolean there =
            handle.get(Family.DEAD, key) != null && !change.discarded().contains(number);
        count += there ? 0 : 1;
        batch.put(handle.of(Family.DEAD), key, DurableRows.of(letter, form, epochs.of(number)));
      }
      handle.write(batch);
    }
    if (letters && syncs) {
      handle.sync();
    }
    return count;
  }

  @Override
  public void remove(String durable) {
    use(handle -> {
      try (WriteBatch batch = new WriteBatch()) {
        batch.delete(handle.of(Family.DURABLES), key(durable));
        batch.deleteRange(handle.of(Family.DEAD), key(durable, 0), key(durable, Long.MAX_VALUE));
        handle.write(batch);
      }
      if (syncs) {
        handle.sync();
      }
      return durable;
    });
    dead.remove(durable);
  }

  @Override
  public List<DeadLetter> dead(String durable, long from, int limit) {
    return use(handle -> {
      List<DeadLetter> letters = new ArrayList<>();
      try (Rows rows = letters(durable, from, handle)) {
        for (boolean more = rows.first(); more && letters.size() < limit; more = rows.next()) {
          long number = Keys.lastSequence(rows.key());
          DeadLetter letter = DurableRows.letter(durable, number, rows.value(), form);
          if (letter != null) {
            letters.add(letter);
          }
        }
      }
      return letters;
    });
  }

  @Override
  public long countDead(String durable) {
    return dead.computeIfAbsent(
        durable,
        name ->
            use(handle -> {
              long count = 0;
              try (Rows rows = letters(name, 0, handle)) {
                for (boolean more = rows.first(); more; more = rows.next()) {
                  count++;
                }
              }
              return count;
            }));
  }

  private Rows letters(String durable, long from, Handle handle) {
    return new Rows(
        handle, Family.DEAD, key(durable, Math.max(0, from)), key(durable, Long.MAX_VALUE));
  }

  private byte[] key(String durable) {
    return Keys.of(id, durable.getBytes(StandardCharsets.UTF_8));
  }

  /** A name has no control characters, so the zero byte ends it. */
  private byte[] key(String durable, long number) {
    return Keys.ending(Keys.of(id, (durable + '\0').getBytes(StandardCharsets.UTF_8)), number);
  }

  /** All is written already. */
  @Override
  public void close() {
    dead.clear();
  }
}
