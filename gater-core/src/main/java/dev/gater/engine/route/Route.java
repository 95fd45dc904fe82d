package dev.gater.engine.route;

import dev.gater.Subscription.EndedBy;
import dev.gater.engine.lane.Lane;
import dev.gater.engine.message.StoredMessage;
import java.util.List;

/**
 * Where the messages of one topic go.
 *
 * @param lanes each of these
 * @param groups one member of each of these
 */
public record Route(List<Lane> lanes, List<Members> groups) {

  /**
   * Offers a message to all whom it is for. Called by the dispatcher only.
   *
   * @return false if the node's end came before it for one of them
   */
  public boolean deliver(StoredMessage message) {
    boolean toAll = true;
    for (Lane lane : lanes) {
      if (!message.isFrom(lane)) {
        toAll &= lane.offer(message) || !lane.endedBy(EndedBy.NODE);
      }
    }
    for (Members members : groups) {
      toAll &= members.offer(message);
    }
    return toAll;
  }

  /** What the route costs the cache. */
  int weight() {
    int weight = 1 + lanes.size();
    for (Members members : groups) {
      weight += members.lanes().size();
    }
    return weight;
  }

  /**
   * The members of a group to which a topic matters.
   *
   * @param group the group
   * @param lanes the members, in order of their numbers
   */
  public record Members(Group group, List<Lane> lanes) {
    boolean offer(StoredMessage message) {
      List<Lane> left = message.hasSender() ? without(message, lanes) : lanes;
      while (!left.isEmpty()) {
        Lane member = group.choose(message.topic(), left);
        if (member.offer(message)) {
          return true;
        }
        left = left.stream().filter(lane -> lane != member).toList();
      }
      return lanes.stream().noneMatch(lane -> lane.endedBy(EndedBy.NODE));
    }

    private static List<Lane> without(StoredMessage message, List<Lane> lanes) {
      return lanes.stream().filter(lane -> !message.isFrom(lane)).toList();
    }
  }
}
