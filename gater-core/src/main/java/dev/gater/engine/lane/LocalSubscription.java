package dev.gater.engine.lane;

import dev.gater.DropReason;
import dev.gater.Subscription;
import dev.gater.engine.message.Sender;
import java.time.Duration;

/** A subscription of this node, as those see it who keep account of subscriptions. */
public interface LocalSubscription extends Subscription, Sender {

  /** Ends it without waiting for a call under way. Ending again does nothing. */
  void end(EndedBy by, DropReason reason);

  /** Waits until no call is under way, unless it is the current thread's; up to that long. */
  void awaitCall(long nanos);

  /** Messages that matched and that somebody other than Gater published. */
  long matchedOfOthers();

  /** The mean of the handler calls that were timed; zero for none. */
  Duration meanHandlerTime();
}
