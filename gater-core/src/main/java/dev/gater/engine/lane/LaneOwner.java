package dev.gater.engine.lane;

import dev.gater.Subscription.EndedBy;
import dev.gater.engine.message.StoredMessage;
import org.jspecify.annotations.Nullable;

/** The instance, as its lanes see it. Called without a lane's lock. */
public interface LaneOwner {

  /**
   * Waits until the dispatcher, which may have begun to call a lane before it ended, is not in that
   * call any more, or no longer the one that is: up to that long. Does not wait for the current
   * thread.
   */
  void awaitInline(Lane ended, long nanos);

  /** A lane has ended and wants no more. Called once. */
  void ended(Lane lane, EndedBy by);

  /**
   * A handler has thrown.
   *
   * @param message what it was called with, null for a gap
   */
  void failed(Lane lane, @Nullable StoredMessage message, Throwable thrown);
}
