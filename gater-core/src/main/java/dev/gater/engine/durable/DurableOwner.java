package dev.gater.engine.durable;

import dev.gater.Message;
import dev.gater.Subscription.EndedBy;
import dev.gater.engine.lane.LocalSubscription;
import dev.gater.engine.message.StoredMessage;
import org.jspecify.annotations.Nullable;

/** The instance, as its durables see it. Called without any lock of theirs. */
public interface DurableOwner {

  /** Has a task run by a thread that may wait. */
  void run(Runnable task);

  /** A member has ended. Called once. */
  void ended(LocalSubscription member, EndedBy by);

  /**
   * A member's handler has thrown.
   *
   * @param message what it was called with, null for a gap
   */
  void failed(LocalSubscription member, @Nullable Message<?> message, Throwable thrown);

  /** A call of a handler has ended that was timed. */
  void timed(StoredMessage message, long start, long end, long weight);

  /** A durable is stalled, or still is. */
  void stalled(String durable, String how);

  /** A durable that was stalled is not any more. */
  void recovered(String durable);

  /** The log could not be read, or the store not be written. It is tried again. */
  void fault(Throwable unexpected);
}
