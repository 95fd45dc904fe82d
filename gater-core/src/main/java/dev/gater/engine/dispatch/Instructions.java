package dev.gater.engine.dispatch;

import dev.gater.HandOff;
import dev.gater.engine.lane.Lane;
import dev.gater.engine.route.Destination;
import dev.gater.engine.route.Route;

/** What a dispatcher is told by its instance. */
public interface Instructions {

  /**
   * Keeps the next messages of its ring, those that have been filled, so that they may be
   * delivered.
   *
   * @param from the first position that has not been kept yet; its slot has been filled
   * @return the position after the last one kept; {@code from} if the instance has stopped
   */
  long append(long from);

  /** Where the messages of a destination go. */
  Route resolve(Destination destination);

  /** Whether the instance has stopped: what has not been delivered yet is not to be. */
  boolean isStopped();

  /** A call was taken off the dispatcher. Called by a thread that holds up nobody. */
  void handedOff(HandOff handOff, Lane lane, boolean ofGater);

  /** The dispatcher met something that it should not have. */
  void fault(Throwable unexpected);
}
