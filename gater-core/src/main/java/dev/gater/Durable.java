package dev.gater;

import java.time.Duration;
import java.util.List;

/**
 * A named consumer of one instance whose position, the cursor, outlives its subscriptions; where
 * the instance's log is on disk, the process too. Subscriptions with its name ({@link
 * SubscriptionOptions#durable(String)}) are its members and share its messages.
 *
 * <p>Safe for use by any thread. What changes a durable, but for answers to deliveries, is stored
 * when the method returns. Once it is removed or the node is closed, every method but {@link
 * #name()} and {@link #instance()} throws {@link IllegalStateException}. Where the log can't be
 * read or a change not be stored, what the log or the store threw is thrown; such a change is
 * stored later.
 */
public interface Durable {

  /** Its name, unique on the instance. */
  String name();

  /** The instance it is on. */
  String instance();

  /** What it listens to. */
  TopicPattern pattern();

  /** Its settings at present. */
  DurableOptions options();

  /** Its figures at present. Looks into the log, for a bounded time. */
  DurableStats stats();

  /**
   * Acknowledges a delivery by its name: {@link Delivery#ack()}.
   *
   * @return false if that attempt is stale or was never made
   */
  boolean ack(Position position, int attempt);

  /** {@link Delivery#ackThrough()} of the delivery of that name. */
  boolean ackThrough(Position position, int attempt);

  /** {@link Delivery#nack()} of the delivery of that name. */
  boolean nack(Position position, int attempt);

  /**
   * {@link Delivery#nack(Duration)} of the delivery of that name.
   *
   * @throws IllegalArgumentException if the delay is negative
   */
  boolean nack(Position position, int attempt, Duration delay);

  /**
   * Moves the cursor: what comes next is what a new durable from there would be given. All that is
   * in flight is stale; dead letters stay, and those that are being retried are dead again.
   *
   * @throws IllegalArgumentException if the start is a time to come
   */
  void move(Start to);

  /** Gives nothing out until {@link #resume()}; also across restarts. */
  void pause();

  /** Gives out again. */
  void resume();

  /**
   * Forgets cursor and dead letters, and ends the members. A subscription of the same name makes a
   * new durable.
   */
  void remove();

  /**
   * Dead letters, by sequence: for looking at them and for export, page by page. Those that are
   * being retried are not among them.
   *
   * @param from the first sequence wanted
   * @param limit letters at most, at least 1
   */
  List<DeadLetter> dead(long from, int limit);

  /**
   * Gives a dead letter out again, with as many attempts as a new message. It is a dead letter
   * again if they fail, and gone when it is acknowledged. Its attempts go on counting from where
   * they were.
   *
   * @return false if there is no such letter, it is being retried, or its message is to come again
   *     anyway, because the cursor was moved back
   */
  boolean retry(Position letter);

  /**
   * Lets go of a dead letter for good.
   *
   * @return false if there is no such letter, or it is being retried
   */
  boolean discard(Position letter);
}
