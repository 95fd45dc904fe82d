package dev.gater.log;

import dev.gater.Message;
import dev.gater.TopicPattern;
import dev.gater.log.Database.Family;
import dev.gater.log.Database.Handle;
import dev.gater.log.Row.DamagedException;
import dev.gater.spi.MessageFields;
import dev.gater.spi.MessageForm;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/** The messages of one log as they are on disk. For any thread. */
final class Stored {
  private static final Logger LOGGER = System.getLogger("dev.gater.log");
  private static final int MOST_REPORTED = 1000;

  /** Rows that are looked up one by one once it is known that there is damage ahead. */
  private static final int ALONE = 64;

  private final int id;
  private final String instance;
  private final Epochs epochs;
  private final MessageForm form;
  private final long before;
  private final Set<Long> reported = Collections.synchronizedSet(new HashSet<>());

  /**
   * Of an instance.
   *
   * @param before the last number of earlier runs
   */
  Stored(int id, String instance, Epochs epochs, MessageForm form, long before) {
    this.id = id;
    this.instance = instance;
    this.epochs = epochs;
    this.form = form;
    this.before = before;
  }

  /** Says once what can't be read. */
  void report(long from, long through, String cause) {
    if (reported.size() < MOST_REPORTED && reported.add(from)) {
      LOGGER.log(
          Level.WARNING,
          "{0} {1} to {2} can''t be read and are passed over: {3}",
          instance,
          Long.toString(from),
          Long.toString(through),
          cause);
    }
  }

  /** Says once that an index can't be read. */
  void reportIndex(long from, long through, String cause) {
    if (reported.size() < MOST_REPORTED && reported.add(-from)) {
      LOGGER.log(
          Level.WARNING,
          "{0}: the index of {1} to {2} can''t be read, so the messages are: {3}",
          instance,
          Long.toString(from),
          Long.toString(through),
          cause);
    }
  }

  /**
   * What was found under a number.
   *
   * @param message the message; null if it does not match or can't be had
   * @param missing how many can't be had from that number on, 0 for none
   * @param cause why, in words
   */
  record Found(@Nullable Message<?> message, long missing, String cause) {
    private static final Found NO_MATCH = new Found(null, 0, "");
  }

  private Found read(long number, byte[] row, @Nullable TopicPattern pattern) {
    try {
      Row.check(number, row);
      if (pattern != null && !pattern.matches(Row.topic(row))) {
        return Found.NO_MATCH;
      }
      return new Found(message(number, row), 0, "");
    } catch (DamagedException damaged) {
      return new Found(null, 1, String.valueOf(damaged.getMessage()));
    }
  }

  /** The message of a row that has been checked. */
  Message<?> message(long number, byte[] row) throws DamagedException {
    MessageFields fields = Row.read(number, row, number > before);
    Epochs.Epoch epoch = epochs.of(number);
    return form.make(epoch.name(), epoch.source(), fields);
  }

  Reader reader(Handle handle) {
    return new Reader(handle);
  }

  /** Reads rows, quickest in rising order. For one thread. */
  final class Reader implements AutoCloseable {
    private final Handle handle;
    private @Nullable Rows rows;

    /** Where {@code rows} stands; 0 if nowhere. */
    private long standsAt;

    /** Up to here rows are looked up one by one. */
    private long aloneUntil;

    private Reader(Handle handle) {
      this.handle = handle;
    }

    /**
     * Reads the message of a number, the next one after the one read before at best.
     *
     * @param last no higher number is looked for
     * @param pattern what its topic must match, null for any
     */
    Found at(long number, long last, @Nullable TopicPattern pattern) throws RocksDBException {
      if (number >= aloneUntil) {
        try {
          long there = goTo(number);
          return there == number
              ? read(number, rows().value(), pattern)
              : new Found(null, Math.min(there, last + 1) - number, "the disk has no such rows");
        } catch (RocksDBException unreadable) {
          closeRows();
          refuseAllButDamage(unreadable);
          // What can't be read may be a later row: to find the next, all files are looked into.
          aloneUntil = number + ALONE;
        }
      }
      Found found = get(number, pattern);
      if (found.missing() == 0) {
        return found;
      }
      long next = Damages.nextReadable(number, last, this::isReadable);
      return new Found(null, next - number, found.cause());
    }

    /** Goes to that number, or the next there is; answers with it. */
    private long goTo(long number) throws RocksDBException {
      boolean there =
          (standsAt == number - 1 && standsAt > 0)
              ? rows().next()
              : rows().seek(Keys.of(id, number));
      standsAt = there ? Keys.sequence(rows().key()) : 0;
      return there ? standsAt : Long.MAX_VALUE;
    }

    private boolean isReadable(long number) throws RocksDBException {
      return get(number, null).missing() == 0;
    }

    private static void refuseAllButDamage(RocksDBException thrown) throws RocksDBException {
      if (!Damages.isDamage(thrown)) {
        throw thrown;
      }
    }

    private Rows rows() {
      if (rows == null) {
        rows = messages();
      }
      return rows;
    }

    private Rows messages() {
      return Rows.of(handle, Family.MESSAGES, id);
    }

    /** The message of one number. */
    Found get(long number) throws RocksDBException {
      return get(number, null);
    }

    private Found get(long number, @Nullable TopicPattern pattern) throws RocksDBException {
      try {
        byte[] row = handle.get(Family.MESSAGES, Keys.of(id, number));
        return row == null
            ? new Found(null, 1, "the disk has no such row")
            : read(number, row, pattern);
      } catch (RocksDBException unreadable) {
        refuseAllButDamage(unreadable);
        return new Found(null, 1, String.valueOf(unreadable.getMessage()));
      }
    }

    /** When that message was received, in milliseconds; 0 if it can't be had. */
    long receivedAt(long number) throws RocksDBException {
      Found found = get(number);
      return found.message() == null ? 0 : found.message().received().toEpochMilli();
    }

    /** The numbers within a segment whose topics match, by its index. */
    Numbers matching(Segment segment, TopicPattern pattern, long from, long through)
        throws RocksDBException {
      Numbers numbers = new Numbers();
      byte[] beginning = Patterns.beginning(pattern);
      byte[] key = Keys.of(id, segment.first(), beginning);
      if (pattern.literal()) {
        byte[] packed = handle.get(Family.INDEX, key);
        if (packed != null) {
          numbers.addWithin(Numbers.unpack(segment.first(), packed), from, through);
        }
        return numbers;
      }
      try (Rows index = new Rows(handle, Family.INDEX, key, Keys.after(key))) {
        for (boolean more = index.first(); more; more = index.next()) {
          if (pattern.matches(Keys.topicAfterSequence(index.key()))) {
            numbers.addWithin(Numbers.unpack(segment.first(), index.value()), from, through);
          }
        }
      }
      numbers.sort();
      return numbers;
    }

    /** The numbers of one topic's messages in a segment; empty for none. */
    Numbers of(Segment segment, String topic) throws RocksDBException {
      byte[] packed =
          handle.get(
              Family.INDEX, Keys.of(id, segment.first(), topic.getBytes(StandardCharsets.UTF_8)));
      return packed == null ? new Numbers() : Numbers.unpack(segment.first(), packed);
    }

    private void closeRows() {
      if (rows != null) {
        rows.close();
        rows = null;
      }
      standsAt = 0;
    }

    @Override
    public void close() {
      closeRows();
    }
  }
}
