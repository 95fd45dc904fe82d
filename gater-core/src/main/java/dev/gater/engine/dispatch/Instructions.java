package dev.gater.engine.dispatch;

import dev.gater.HandOff;
import dev.gater.engine.lane.Lane;
import dev.gater.engine.ring.Ring;
import dev.gater.engine.route.Destination;
import dev.gater.engine.route.Route;

/** What a dispatcher is told by its instance. */
public interface Instructions {

  /**
   * Takes the next messages of the ring, which are about to be delivered; all before are done with.
   *
   * @param position of the first
   * @param count how many, at most {@link Ring#MOST_CLAIMED}
   * @return false if the instance has stopped, and nothing more is to be delivered
   */
  boolean claim(long position, int count);

  /**
   * Sees to it that all messages claimed are in the log, before one is offered to a lane, which may
   * read it from there.
   */
  void settle();

  /** Has the log hold all before that position, and the ring nothing, since all is done with. */
  void rest(long position);

  /** Where the messages of a destination go. */
  Route resolve(Destination destination);

  /** Whether the instance has stopped: what has not been delivered yet is not to be. */
  boolean isStopped();

  /** A call was taken off the dispatcher. Called by a thread that holds up nobody. */
  void handedOff(HandOff handOff, Lane lane, boolean ofGater);

  /** The dispatcher met something that it should not have. */
  void fault(Throwable unexpected);
}
