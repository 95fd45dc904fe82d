package dev.gater.engine.durable;

import dev.gater.spi.DurableStore.Change;
import java.time.Instant;
import java.util.List;

/**
 * Stores what has changed of a durable: states in their order, letters with the state they make.
 */
final class Storing {
  /** After that long a change that could not be stored is tried again. */
  private static final long AGAIN_MILLIS = 1_000;

  private Storing() {}

  /** Stores what has changed, if something has; a failure is said and tried again later. */
  static void storeIfDue(LocalDurable durable) {
    durable.saving.lock();
    try {
      durable.lock.lock();
      try {
        if (durable.hasEnded() || !durable.dirty || durable.all.now() < durable.storeAgainAt) {
          return;
        }
      } finally {
        durable.lock.unlock();
      }
      store(durable);
    } catch (RuntimeException failed) {
      durable.all.owner().fault(failed);
    } finally {
      durable.saving.unlock();
    }
  }

  /** Stores the durable as it is. The current thread holds {@code saving}. */
  static void store(LocalDurable durable) {
    Change change;
    List<Entry> dying;
    durable.lock.lock();
    try {
      dying = durable.cursor.letters().takeParking();
      change = change(durable, dying);
      durable.dirty = false;
    } finally {
      durable.lock.unlock();
    }
    try {
      durable.all.store().save(durable.name, change);
    } catch (RuntimeException failed) {
      notStored(durable, dying);
      throw failed;
    }
    boolean letters = !dying.isEmpty() || !change.discarded().isEmpty();
    long count = letters ? durable.all.store().countDead(durable.name) : 0;
    durable.lock.lock();
    try {
      durable.cursor.stored(change, dying);
      if (letters) {
        durable.cursor.letters().counted(count, durable.cursor.retriedCount());
        durable.progress.made(durable.all.now());
      }
    } finally {
      durable.lock.unlock();
    }
  }

  /** What is to be stored, with these as dead letters. Under the lock. */
  static Change change(LocalDurable durable, List<Entry> dying) {
    Cursor cursor = durable.cursor;
    String epoch = durable.all.log().epoch();
    return new Change(
        cursor.state(durable.pattern, epoch, durable.paused, dying),
        Letters.of(durable.name, dying, Instant.ofEpochMilli(durable.all.now())),
        cursor.letters().discarded());
  }

  private static void notStored(LocalDurable durable, List<Entry> dying) {
    durable.lock.lock();
    try {
      durable.cursor.notStored(dying, durable.all.now());
      durable.dirty = true;
      durable.storeAgainAt = durable.all.now() + AGAIN_MILLIS;
    } finally {
      durable.lock.unlock();
    }
  }
}
