package dev.gater;

import java.util.concurrent.CompletionStage;

/** A live consumer on a pattern. Safe for use by any number of threads. */
public interface Subscription extends AutoCloseable {

  /** Its name: the one given, else one that the instance made up. One topic segment. */
  String name();

  /** The instance it is on. */
  String instance();

  /** What it was made with. */
  SubscriptionOptions options();

  /** Its figures up to now; they stay readable after the end. */
  SubscriptionStats stats();

  /**
   * Ends it. When this returns, no further call of the handler can start. A call under way is
   * waited for, up to one second, unless this is that call. What still waits for the subscription
   * is dropped and counted, reason {@link DropReason#CLOSED}. Closing again does nothing.
   *
   * <p>A member of a durable gives back what it has not acknowledged, but for the message of the
   * call under way; the durable, its cursor and the other members stay.
   */
  @Override
  void close();

  /**
   * Whether its handler is called in line at present, by the instance's dispatcher; else it has a
   * lane of its own, because it is slow or reads from the history.
   */
  boolean inLine();

  /** Completes when the subscription has ended, saying by whom. */
  CompletionStage<EndedBy> whenClosed();

  /** Who ended a subscription. */
  enum EndedBy {
    /** {@link #close()}, or the lease it was made through. */
    OWNER,
    /** Its policy: {@link OverloadPolicy#DISCONNECT}. */
    POLICY,
    /** The node, which shut down. */
    NODE,
    /** {@link Durable#remove()} of the durable it was a member of. */
    REMOVAL
  }
}
