package dev.gater.spi;

import dev.gater.Message;
import dev.gater.TopicPattern;
import java.time.Instant;
import java.util.List;

/**
 * An instance's memory of its messages. {@link #append} is called by one thread at a time, in order
 * of the sequence numbers; everything else by any thread, beside it.
 */
public interface MessageLog extends AutoCloseable {

  /** The epoch, as in {@link dev.gater.Position#epoch()}. */
  String epoch();

  /** The number of the last message appended, 0 for none. */
  long last();

  /** The number of the oldest message kept, {@code last() + 1} where there is none. */
  long first();

  /** Keeps a message, and lets go what retention lets go. */
  void append(Message<?> message);

  /**
   * Keeps several, in order.
   *
   * @param messages an array of the caller's, who changes it after the call
   * @param from the index of the first
   * @param count how many
   */
  default void append(Message<?>[] messages, int from, int count) {
    for (int i = from; i < from + count; i++) {
      append(messages[i]);
    }
  }

  /**
   * Reads forward.
   *
   * @param from the first sequence wanted
   * @param through the last sequence wanted
   * @param limit messages at most
   */
  Page read(TopicPattern pattern, long from, long through, int limit);

  /**
   * The number of the first message received at that time or later, {@code last() + 1} for none.
   */
  long firstReceivedAt(Instant time);

  /** The last message of each matching topic, in order of their sequences. */
  List<Message<?>> lastValues(TopicPattern pattern);

  /**
   * From now on retention by age, size and count lets go of no message with that number or a higher
   * one, until it is told a higher number: a durable has yet to settle it. Whatever else bounds the
   * log (the memory of one that is kept in memory) still does. Told again and again, so it must be
   * quick. Does nothing unless overridden.
   *
   * @param sequence the oldest message held, {@link Long#MAX_VALUE} for none
   */
  default void hold(long sequence) {}

  /** Lets go of all that is held. Must not throw. */
  @Override
  void close();

  /**
   * A stretch of the log.
   *
   * @param messages those that matched, in order
   * @param expired the sequences from the one wanted up to before this are no longer kept; equal to
   *     the one wanted where nothing is missing
   * @param next where the next page begins
   */
  record Page(List<Message<?>> messages, long expired, long next) {}
}
