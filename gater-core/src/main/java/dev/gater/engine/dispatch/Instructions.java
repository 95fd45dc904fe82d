package dev.gater.engine.dispatch;

import dev.gater.HandOff;
import dev.gater.engine.lane.Lane;
import dev.gater.engine.ring.Ring;
import dev.gater.engine.route.Destination;
import dev.gater.engine.route.Route;

/** What a dispatcher is told by its instance. */
public interface Instructions {

  /**
   * Prepares the next messages of the ring; all before are done with.
   *
   * @param position of the first
   * @param count how many, at most {@link Ring#MOST_CLAIMED}
   */
  void claim(long position, int count);

  /**
   * The message at that position, which has been claimed, is about to be delivered.
   *
   * @return false if the instance has stopped, and nothing more is to be delivered
   */
  boolean next(long position);

  /**
   * Sees to it that the log has all messages up to the one that is being delivered, before that is
   * offered to a lane, which may read it from there.
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
