package dev.gater.log;

import dev.gater.log.Database.Family;
import dev.gater.log.Database.Handle;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * Writes the index of full segments down, bit by bit, so that messages need not wait for it, and
 * drops that of segments which are no longer kept. The row of a segment comes last: until then the
 * segment counts as not sealed, and is read again at the next opening.
 *
 * <p>The lock keeps the two, which are on different threads, from each other's rows of topics.
 */
final class Sealing {
  /** Topics written at a time at least. */
  private static final int AT_ONCE = 256;

  private final int id;
  private final ReentrantLock topics = new ReentrantLock();
  private @Nullable OpenSegment current;
  private @Nullable Iterator<Map.Entry<String, Numbers>> left;

  Sealing(int id) {
    this.id = id;
  }

  /**
   * Writes some of a segment, which does not change any more; says whether that was the last of it.
   *
   * @param messages written meanwhile: twice as many topics are, so that sealing never falls behind
   */
  boolean goOn(OpenSegment full, int messages, Handle handle) throws RocksDBException {
    Iterator<Map.Entry<String, Numbers>> rows = left;
    if (full != current || rows == null) {
      rows = full.topics().entrySet().iterator();
      current = full;
    }
    left = null; // where the write fails, all of it is written once more
    topics.lock();
    try (WriteBatch batch = new WriteBatch()) {
      int most = Math.max(AT_ONCE, 2 * messages);
      for (int i = 0; i < most && rows.hasNext(); i++) {
        Map.Entry<String, Numbers> row = rows.next();
        byte[] topic = row.getKey().getBytes(StandardCharsets.UTF_8);
        batch.put(
            handle.of(Family.INDEX),
            Keys.of(id, full.first(), topic),
            row.getValue().pack(full.first()));
        batch.put(
            handle.of(Family.TOPICS),
            Keys.of(id, topic),
            TopicRow.at(row.getValue().last()).bytes());
      }
      boolean done = !rows.hasNext();
      if (done) {
        batch.put(handle.of(Family.SEGMENTS), Keys.of(id, full.first()), full.sealed().row());
      } else {
        left = rows;
      }
      handle.write(batch);
      return done;
    } finally {
      topics.unlock();
    }
  }

  /**
   * Removes segments, the oldest ones, with their messages.
   *
   * @param first the oldest number kept
   * @param lastValues of how many topics the last message is to stay
   */
  void drop(List<Segment> gone, long first, int lastValues, Handle handle) throws RocksDBException {
    for (Segment segment : gone) {
      dropTopics(segment, first, lastValues > 0, handle);
    }
    if (lastValues > 0) {
      dropOldest(lastValues, handle);
    }
    byte[] from = Keys.of(id, 0);
    byte[] before = Keys.of(id, gone.getLast().last() + 1);
    try (WriteBatch batch = new WriteBatch()) {
      for (Family family : List.of(Family.MESSAGES, Family.INDEX, Family.SEGMENTS)) {
        batch.deleteRange(handle.of(family), from, before);
      }
      batch.put(handle.of(Family.META), Meta.FIRST.key(id), Meta.number(first));
      handle.write(batch);
    }
    handle.db().deleteFilesInRanges(handle.of(Family.MESSAGES), List.of(from, before), false);
  }

  private void dropTopics(Segment segment, long first, boolean lastValues, Handle handle)
      throws RocksDBException {
    try (Rows rows =
        new Rows(
            handle, Family.INDEX, Keys.of(id, segment.first()), Keys.of(id, segment.first() + 1))) {
      boolean more = rows.first();
      while (more) {
        topics.lock();
        try (WriteBatch batch = new WriteBatch()) {
          for (int i = 0; i < AT_ONCE && more; i++) {
            dropTopic(rows.key(), first, lastValues, handle, batch);
            more = rows.next();
          }
          handle.write(batch);
        } finally {
          topics.unlock();
        }
      }
    }
  }

  /** Leaves the last messages of so many topics, the latest ones. */
  private void dropOldest(int most, Handle handle) throws RocksDBException {
    topics.lock();
    try (Rows rows = Rows.of(handle, Family.TOPICS, id);
        WriteBatch batch = new WriteBatch()) {
      Numbers all = new Numbers();
      for (boolean more = rows.first(); more; more = rows.next()) {
        all.add(TopicRow.read(rows.value()).last());
      }
      if (all.size() <= most) {
        return;
      }
      all.sort();
      long least = all.get(all.size() - most);
      for (boolean more = rows.first(); more; more = rows.next()) {
        TopicRow row = TopicRow.read(rows.value());
        if (row.message() != null && row.last() < least) {
          batch.delete(handle.of(Family.TOPICS), rows.key());
        }
      }
      handle.write(batch);
    } finally {
      topics.unlock();
    }
  }

  private void dropTopic(
      byte[] indexKey, long first, boolean lastValues, Handle handle, WriteBatch batch)
      throws RocksDBException {
    byte[] key = Keys.of(id, Keys.topicAfterSequence(indexKey).getBytes(StandardCharsets.UTF_8));
    byte[] row = handle.get(Family.TOPICS, key);
    TopicRow topic = row == null ? null : TopicRow.read(row);
    if (topic == null || topic.last() >= first || topic.message() != null) {
      return;
    }
    byte[] message = lastValues ? handle.get(Family.MESSAGES, Keys.of(id, topic.last())) : null;
    if (message == null) {
      batch.delete(handle.of(Family.TOPICS), key);
    } else {
      batch.put(handle.of(Family.TOPICS), key, new TopicRow(topic.last(), message).bytes());
    }
  }
}
