package dev.gater.log;

import dev.gater.Durability;
import dev.gater.Message;
import dev.gater.Position;
import dev.gater.Publication.Reason;
import dev.gater.TopicPattern;
import dev.gater.log.Database.Family;
import dev.gater.log.Database.Handle;
import dev.gater.spi.DurableStore;
import dev.gater.spi.LogStore;
import dev.gater.spi.LogStore.Trouble;
import dev.gater.spi.MessageLog;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * The log of one instance on disk.
 *
 * <p>What is appended goes into the tail, in memory, and from there to disk by the one writer of
 * the database, in batches that several instances share. Readers read the disk up to what is
 * written, and the tail after it; so nothing that was appended is ever missing to them. The {@code
 * lock} guards the tail, the index in memory and how far everything is; it is not held while the
 * disk is written.
 */
final class DiskLog implements MessageLog {
  /** Messages of one instance in one batch at most. */
  private static final int BATCH = 2048;

  /** A disk that has not taken anything for so long is in trouble. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private static final Trouble SILENT =
      new Trouble(
          Reason.DURABILITY_UNAVAILABLE,
          "the disk has taken nothing for 30 s; see whether it still answers");

  private final LogStore.Setup setup;
  private final Settings settings;
  private final Database database;
  private final Writer writer;
  private final int id;
  private final boolean syncs;
  private final Confirmations confirmations = new Confirmations();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition progress = lock.newCondition();
  private final Tail tail = new Tail();
  private final Index index;
  private final Epochs epochs;
  private final Retained retained;
  private final History history;
  private final Sealing sealing;
  private final Outgoing outgoing;

  private long last;
  private long lastReceived;
  private long written;
  private long synced;
  private long indexed;
  private long reserved;
  private @Nullable Trouble trouble;
  private boolean closed;

  /** Of what was found on disk. */
  DiskLog(LogStore.Setup setup, Settings settings, Database database, Writer writer, Found found) {
    this.setup = setup;
    this.settings = settings;
    this.database = database;
    this.writer = writer;
    this.id = found.id();
    this.syncs = setup.policy().durability() == Durability.GROUP_COMMIT;
    this.epochs = found.epochs();
    this.index = found.index();
    this.last = found.last();
    this.lastReceived = found.lastReceived();
    this.written = last;
    this.synced = last;
    this.indexed = last;
    this.reserved = found.reserved();
    this.retained = new Retained(setup.policy().keep(), setup.clock(), epochs, found.first());
    this.history = new History(this, database, id, epochs, setup, last);
    this.sealing = new Sealing(id);
    this.outgoing = new Outgoing(id, setup.form());
  }

  private <T> T locked(Supplier<T> read) {
    lock.lock();
    try {
      return read.get();
    } finally {
      lock.unlock();
    }
  }

  String instance() {
    return setup.instance();
  }

  /** What is kept beside it of its instance's durables. */
  DurableStore durables(DiskSpace space) {
    return new DiskDurables(id, database, space, setup.form(), epochs, syncs);
  }

  @Override
  public String epoch() {
    return epochs.current().name();
  }

  @Override
  public long last() {
    return locked(() -> last);
  }

  @Override
  public long first() {
    expire();
    return locked(this::firstKept);
  }

  /** Under the lock. */
  private long firstKept() {
    return retained.first(last, index);
  }

  /** Finds out what has become too old. Not under the lock, for it may take a look at the disk. */
  private void expire() {
    long tooOld = locked(retained::tooOld);
    if (tooOld != Long.MIN_VALUE) {
      long young = history.firstReceivedAt(tooOld, locked(this::snapshot));
      lock.lock();
      try {
        retained.young(young);
      } finally {
        lock.unlock();
      }
    }
  }

  @Override
  public Instant lastReceived() {
    return Instant.ofEpochMilli(locked(() -> lastReceived));
  }

  @Override
  public Durability durability() {
    return setup.policy().durability();
  }

  @Override
  public void append(Message<?>[] messages, int from, int count) {
    Message<?> newest = messages[from + count - 1];
    lock.lock();
    try {
      awaitRoom(newest.sequence());
      tail.add(messages, from, count);
      last = newest.sequence();
      lastReceived = newest.received().toEpochMilli();
    } finally {
      lock.unlock();
    }
    writer.wake();
  }

  /**
   * Waits while too much waits to be written. Not while the disk is in trouble: then nothing more
   * is admitted, and what was admitted already is no more than the ring holds.
   */
  private void awaitRoom(long sequence) {
    long left = PATIENCE_NANOS;
    boolean interrupted = false;
    while (trouble == null
        && !closed
        && (tail.size() >= settings.buffered() || isBeyond(sequence))) {
      if (left <= 0) {
        troubled(SILENT);
        break;
      }
      try {
        left = progress.awaitNanos(left);
      } catch (InterruptedException interrupt) { // a dispatcher is not ended by an interrupt
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether numbers may have been given that are not reserved yet. */
  private boolean isBeyond(long sequence) {
    return sequence + setup.ring() > reserved;
  }

  @Override
  public CompletionStage<Durability> confirmed(long sequence) {
    return locked(() -> {
      if (safe() >= sequence) {
        return CompletableFuture.completedStage(durability());
      }
      return closed
          ? CompletableFuture.completedStage(Durability.NONE)
          : confirmations.add(sequence);
    });
  }

  /** Under the lock. */
  private long safe() {
    return syncs ? synced : written;
  }

  @Override
  public boolean awaitConfirmed(long sequence, long nanos) {
    long left = nanos;
    boolean interrupted = false;
    lock.lock();
    try {
      while (safe() < sequence && !closed && left > 0) {
        try {
          left = progress.awaitNanos(left);
        } catch (InterruptedException interrupt) { // its time is short
          interrupted = true;
        }
      }
      return safe() >= sequence;
    } finally {
      lock.unlock();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  // What the writer does.

  /** Puts what waits into a batch; says whether there was anything. */
  boolean place(WriteBatch batch, Handle handle) throws RocksDBException {
    List<Message<?>> messages;
    long newLast;
    lock.lock();
    try {
      messages = tail.within(written + 1, last, BATCH);
      newLast = last;
    } finally {
      lock.unlock();
    }
    outgoing.put(messages, batch, handle);
    if (newLast + setup.ring() + settings.reserved() / 2 > reserved) {
      outgoing.reserve(newLast + setup.ring() + settings.reserved(), batch, handle);
    }
    return !outgoing.isEmpty();
  }

  /** The batch has been written. */
  void written(Handle handle) throws RocksDBException {
    if (outgoing.reserved() > 0) {
      handle.sync();
      handle.flush();
    }
    lock.lock();
    try {
      outgoing.index(index, indexed);
      written = outgoing.last(written);
      indexed = Math.max(indexed, written);
      reserved = Math.max(reserved, outgoing.reserved());
      if (!syncs) {
        safe(Durability.FLUSHED);
      }
      if (trouble != null) {
        troubled(null);
      }
      progress.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether something that was written waits to be synced. */
  boolean wantsSync() {
    return syncs && locked(() -> synced < written);
  }

  /** All that was written before has been synced. */
  void synced() {
    lock.lock();
    try {
      synced = written;
      safe(Durability.GROUP_COMMIT);
      progress.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** What is written, or synced if that is promised, need not be remembered. Under the lock. */
  private void safe(Durability durability) {
    tail.removeThrough(safe());
    confirmations.complete(safe(), durability);
  }

  /** What was written and not known to be safe may be gone: it is to be written once more. */
  void writeAgain() {
    lock.lock();
    try {
      written = safe();
    } finally {
      lock.unlock();
    }
  }

  /** Seals a part of what is full; says whether there was anything. */
  boolean seal(Handle handle) throws RocksDBException {
    OpenSegment full = locked(index::toSeal);
    if (full == null) {
      return false;
    }
    if (sealing.goOn(full, outgoing.count(), handle)) {
      lock.lock();
      try {
        index.sealed();
      } finally {
        lock.unlock();
      }
    }
    return true;
  }

  /** The log can't be written, for that reason, or it can again. */
  void trouble(@Nullable Trouble now) {
    lock.lock();
    try {
      if (!Objects.equals(now, trouble)) {
        troubled(now);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Under the lock. */
  private void troubled(@Nullable Trouble now) {
    trouble = now;
    progress.signalAll();
    setup.trouble().accept(now);
  }

  // What readers do.

  /** How a log stands at one moment. */
  record View(long first, long last, long written, List<Segment> onDisk, List<InMemory> inMemory) {}

  View view() {
    expire();
    return locked(this::snapshot);
  }

  /** Under the lock. */
  private View snapshot() {
    List<InMemory> inMemory = index.inMemory().stream().map(InMemory::of).toList();
    return new View(firstKept(), last, written, index.onDisk(), inMemory);
  }

  /**
   * Messages of the tail within a stretch, which is not written yet when the view is taken.
   *
   * @param from the first number; lower ones are on disk
   */
  List<Message<?>> unwritten(long from, long through, int most) {
    return locked(() -> tail.within(from, through, most));
  }

  /** Runs under the lock, which guards segments in memory. */
  <T> T guarded(Supplier<T> read) {
    return locked(read);
  }

  @Override
  public Page read(TopicPattern pattern, long from, long through, int limit) {
    return history.read(pattern, from, through, limit);
  }

  @Override
  public Page readBack(TopicPattern pattern, long from, int limit) {
    return history.readBack(pattern, from, limit);
  }

  @Override
  public long firstReceivedAt(Instant time) {
    long millis = time.isBefore(Instant.EPOCH) ? 0 : ceilingMillis(time);
    View view = view();
    return Math.max(view.first(), history.firstReceivedAt(millis, view));
  }

  private static long ceilingMillis(Instant time) {
    return time.getEpochSecond() > Long.MAX_VALUE / 2000
        ? Long.MAX_VALUE
        : time.plusNanos(999_999).toEpochMilli();
  }

  @Override
  public List<Message<?>> lastValues(TopicPattern pattern, int perTopic, long through) {
    return history.lastValues(pattern, perTopic, through);
  }

  @Override
  public Resumption resume(Position after, long given) {
    return epochs.resume(after, given, first());
  }

  @Override
  public void hold(long from) {
    lock.lock();
    try {
      retained.hold(from);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Size size() {
    expire();
    return locked(() -> {
      long first = firstKept();
      return new Size(epochs.count(first, last), index.bytes());
    });
  }

  /** Lets go of what retention lets go, on disk too. Called by one thread at a time. */
  void release(Handle handle) throws RocksDBException {
    View view = view();
    List<Segment> gone =
        view.onDisk().stream().filter(segment -> segment.last() < view.first()).toList();
    if (!gone.isEmpty()) {
      int lastValues = setup.policy().lastValue() ? setup.policy().topics() : 0;
      sealing.drop(gone, view.first(), lastValues, handle);
      lock.lock();
      try {
        index.removeBefore(gone.getLast().last() + 1);
      } finally {
        lock.unlock();
      }
    }
  }

  @Override
  public void close() {
    writer.finish(this);
    lock.lock();
    try {
      closed = true;
      confirmations.complete(Long.MAX_VALUE, Durability.NONE);
      progress.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * What there is to know at the next opening, if all of it has been written: that this was a good
   * end.
   */
  void end(Handle handle) throws RocksDBException {
    View view = view();
    boolean whole = locked(() -> tail.size() == 0);
    try (WriteBatch batch = new WriteBatch()) {
      batch.put(handle.of(Family.META), Meta.FIRST.key(id), Meta.number(view.first()));
      if (whole) {
        batch.put(handle.of(Family.META), Meta.EPOCHS.key(id), epochs.ended(view.last()).row());
        batch.put(handle.of(Family.META), Meta.CLEAN.key(id), Meta.number(view.last()));
      }
      handle.write(batch);
    }
  }
}
