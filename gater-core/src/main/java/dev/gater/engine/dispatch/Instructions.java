package dev.gater.engine.dispatch;

import dev.gater.HandOff;
import dev.gater.engine.lane.Lane;
import dev.gater.engine.message.StoredMessage;
import dev.gater.engine.route.Destination;
import dev.gater.engine.route.Route;

/** What a dispatcher is told by its instance. */
public interface Instructions {

  /**
   * Keeps the next message, which is about to be delivered.
   *
   * @return false if the instance has stopped, and nothing more is to be delivered
   */
  boolean keep(StoredMessage message);

  /**
   * Sees to it that all messages kept are in the log: before a message is offered to a lane, which
   * may read it from there, and before the dispatcher rests.
   */
  void settle();

  /** Where the messages of a destination go. */
  Route resolve(Destination destination);

  /** Whether the instance has stopped: what has not been delivered yet is not to be. */
  boolean isStopped();

  /** A call was taken off the dispatcher. Called by a thread that holds up nobody. */
  void handedOff(HandOff handOff, Lane lane, boolean ofGater);

  /** The dispatcher met something that it should not have. */
  void fault(Throwable unexpected);
}
