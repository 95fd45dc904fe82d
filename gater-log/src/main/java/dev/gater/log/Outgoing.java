package dev.gater.log;

import dev.gater.Message;
import dev.gater.log.Database.Family;
import dev.gater.log.Database.Handle;
import dev.gater.spi.MessageFields;
import dev.gater.spi.MessageForm;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** What one log has put into the writer's batch. Of the writer's thread. */
final class Outgoing {
  private final int id;
  private final MessageForm form;
  private final ByteWriter row = new ByteWriter();
  private final List<Placed> placed = new ArrayList<>();
  private long reserved;

  /** A message in the batch, as far as the index is to know it. */
  private record Placed(String topic, long sequence, long received, int bytes) {}

  Outgoing(int id, MessageForm form) {
    this.id = id;
    this.form = form;
  }

  /** Begins anew, with these. */
  void put(List<Message<?>> messages, WriteBatch batch, Handle handle) throws RocksDBException {
    placed.clear();
    reserved = 0;
    for (Message<?> message : messages) {
      MessageFields fields = form.take(message);
      Row.write(row, fields);
      batch.put(handle.of(Family.MESSAGES), Keys.of(id, fields.sequence()), row.copy());
      placed.add(
          new Placed(fields.topic(), fields.sequence(), fields.receivedMillis(), row.size()));
    }
  }

  /** Adds that numbers up to that one may be given. */
  void reserve(long through, WriteBatch batch, Handle handle) throws RocksDBException {
    reserved = through;
    batch.put(handle.of(Family.META), Meta.RESERVED.key(id), Meta.number(through));
  }

  /** Up to where numbers may be given once the batch is safe; 0 if it says nothing of that. */
  long reserved() {
    return reserved;
  }

  boolean isEmpty() {
    return placed.isEmpty() && reserved == 0;
  }

  int count() {
    return placed.size();
  }

  /** The last number written with the batch, {@code before} if there is none. */
  long last(long before) {
    return placed.isEmpty() ? before : placed.getLast().sequence;
  }

  /** Indexes those after a number: the others were written before, and are written once more. */
  void index(Index index, long after) {
    for (Placed message : placed) {
      if (message.sequence > after) {
        index.add(message.topic, message.sequence, message.received, message.bytes);
      }
    }
  }
}
