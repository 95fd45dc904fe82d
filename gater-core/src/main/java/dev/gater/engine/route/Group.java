package dev.gater.engine.route;

import dev.gater.engine.lane.Lane;
import dev.gater.engine.message.StoredMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chooses the member of a group that a message goes to. Called by the dispatcher only. */
public abstract sealed class Group {

  /** One of {@code lanes}, which are not empty. */
  abstract Lane choose(StoredMessage message, List<Lane> lanes);

  /** The member that is least behind; among equals the next in turn. */
  static final class Competing extends Group {
    private int turn;

    @Override
    Lane choose(StoredMessage message, List<Lane> lanes) {
      turn = (turn + 1) & Integer.MAX_VALUE;
      Lane best = lanes.get(turn % lanes.size());
      int least = best.depth();
      for (int i = 1; i < lanes.size() && least > 0; i++) {
        Lane lane = lanes.get((turn + i) % lanes.size());
        int depth = lane.depth();
        if (depth < least) {
          best = lane;
          least = depth;
        }
      }
      return best;
    }
  }

  /**
   * The same member for the same topic. A topic falls into one of a fixed number of slots, and a
   * slot belongs to the member that first got a message of it for as long as that member lives, so
   * memory is bounded and a member that joins takes no topic from another.
   */
  static final class Keyed extends Group {
    private static final int SLOTS = 4096;

    private final @Nullable Lane[] slots = new Lane[SLOTS];
    private int turn;

    @Override
    Lane choose(StoredMessage message, List<Lane> lanes) {
      int slot = slotOf(message.topic());
      Lane owner = slots[slot];
      if (owner != null && lanes.contains(owner)) {
        return owner;
      }
      if (owner == null || owner.hasEnded()) {
        Lane chosen = newOwner(message, lanes);
        slots[slot] = chosen;
        return chosen;
      }
      // The slot's owner listens to other topics only: the choice must still be the same each time.
      return lanes.get(slot % lanes.size());
    }

    /** One that takes the message: who begins later would leave the topic to others until then. */
    private Lane newOwner(StoredMessage message, List<Lane> lanes) {
      turn = (turn + 1) & Integer.MAX_VALUE;
      for (int i = 0; i < lanes.size(); i++) {
        Lane lane = lanes.get((turn + i) % lanes.size());
        if (lane.hasBegunBy(message)) {
          return lane;
        }
      }
      return lanes.getFirst();
    }

    private static int slotOf(String topic) {
      int hash = topic.hashCode() * 0x9E3779B9; // spreads neighbouring hashes over the high bits
      return hash >>> (Integer.SIZE - Integer.numberOfTrailingZeros(SLOTS));
    }
  }
}
