package dev.gater.spi;

import dev.gater.Durability;
import dev.gater.Gap;
import dev.gater.Message;
import dev.gater.Position;
import dev.gater.TopicPattern;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * An instance's memory of its messages. {@link #append} is called by one thread at a time, in order
 * of the sequence numbers; everything else by any thread, beside it.
 */
public interface MessageLog extends AutoCloseable {

  /** The epoch of the messages that are appended now, as in {@link Position#epoch()}. */
  String epoch();

  /**
   * The number of the last message appended; before the first, the number after which those of this
   * run begin: 0 for a new log.
   */
  long last();

  /** The number of the oldest message kept, {@code last() + 1} where there is none. */
  long first();

  /** When the newest message of all that were ever kept was received; 1970 for none. */
  default Instant lastReceived() {
    return Instant.EPOCH;
  }

  /** Keeps a message, and lets go what retention lets go. */
  default void append(Message<?> message) {
    append(new Message<?>[] {message}, 0, 1);
  }

  /**
   * Keeps several, in order. May wait for a disk, but not for one in trouble.
   *
   * @param messages an array of the caller's, who changes it after the call
   * @param from the index of the first
   * @param count how many
   */
  void append(Message<?>[] messages, int from, int count);

  /** What a message may come to survive here. */
  default Durability durability() {
    return Durability.NONE;
  }

  /**
   * Completes once the message of that number, which has been given and may not have been appended
   * yet, survives what {@link #durability()} says; with less if the log is closed before. Completes
   * on a thread that nobody waits for.
   */
  default CompletionStage<Durability> confirmed(long sequence) {
    return CompletableFuture.completedStage(Durability.NONE);
  }

  /**
   * Waits until that message, which has been appended, survives what {@link #durability()} says.
   *
   * @return whether it does; false once the time has passed
   */
  default boolean awaitConfirmed(long sequence, long nanos) {
    return true;
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
   * Reads backward, the newest first. In the page, {@code next} is the highest sequence not looked
   * at yet, below {@link #first()} at the end, and {@code expired} says nothing.
   *
   * @param from the highest sequence wanted
   * @param limit messages at most
   */
  Page readBack(TopicPattern pattern, long from, int limit);

  /**
   * The number of the first message received at that time or later, {@code last() + 1} for none.
   */
  long firstReceivedAt(Instant time);

  /** The last message of each matching topic, in order of their sequences. */
  default List<Message<?>> lastValues(TopicPattern pattern) {
    return lastValues(pattern, 1, Long.MAX_VALUE);
  }

  /**
   * The last messages of each matching topic, in order of their sequences.
   *
   * @param perTopic of each topic at most
   * @param through the last sequence wanted
   */
  List<Message<?>> lastValues(TopicPattern pattern, int perTopic, long through);

  /**
   * Where reading goes on after a position.
   *
   * @param given the last number given by now
   */
  Resumption resume(Position after, long given);

  /**
   * From now on retention by age, size and count lets go of no message with that number or a higher
   * one, until it is told a higher number: a durable has yet to settle it. Whatever else bounds the
   * log (the memory of one that is kept in memory) still does. Told again and again, so it must be
   * quick. Holds for this run of the node.
   *
   * @param sequence the oldest message held, {@link Long#MAX_VALUE} for none
   */
  void hold(long sequence);

  /** How much is kept. */
  Size size();

  /** Lets go of all that is held; on disk it is written first, if that can be. Must not throw. */
  @Override
  void close();

  /**
   * A stretch of the log.
   *
   * @param messages those that matched, in order
   * @param expired the sequences from the one wanted up to before this can't be had; equal to the
   *     one wanted where nothing is missing
   * @param next where the next page begins
   * @param why what became of those that can't be had
   */
  record Page(List<Message<?>> messages, long expired, long next, Gap.Why why) {

    /** A stretch of which nothing is missing but what is no longer kept. */
    public Page(List<Message<?>> messages, long expired, long next) {
      this(messages, expired, next, Gap.Why.EXPIRED);
    }
  }

  /**
   * How reading goes on.
   *
   * @param from the sequence to read from
   * @param gap what can't be had, null where the resumption is exact
   */
  record Resumption(long from, @Nullable Gap gap) {}

  /**
   * How much a log keeps.
   *
   * @param messages that are kept, exact
   * @param bytes that they take, estimated
   */
  record Size(long messages, long bytes) {}
}
