package dev.gater.engine.route;

import dev.gater.engine.lane.Lane;
import dev.gater.engine.message.StoredMessage;
import java.util.List;

/**
 * Where the messages of one topic go: to each of its lanes, and to one member of each of its
 * groups. Immutable; a subscription that comes or goes makes it void.
 */
public final class Route {
  /** To nobody. */
  public static final Route NOWHERE = new Route(List.of(), List.of());

  private final Lane[] lanes;
  private final List<Members> groups;

  Route(List<Lane> lanes, List<Members> groups) {
    this.lanes = lanes.toArray(Lane[]::new);
    this.groups = List.copyOf(groups);
  }

  /**
   * The lanes that get every message. An array, because this is the hot loop; not to be changed.
   */
  public Lane[] lanes() {
    return lanes;
  }

  /** The groups of which one member gets a message. */
  public List<Members> groups() {
    return groups;
  }

  /** What the route costs in memory, in references. */
  int weight() {
    int weight = 1 + lanes.length;
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

    /** Those that a message may go to: all but the one that published it. */
    public List<Lane> candidates(StoredMessage message) {
      return message.hasSender()
          ? lanes.stream().filter(lane -> !message.isFrom(lane)).toList()
          : lanes;
    }

    /** The member that a message goes to, of {@code left}, which is not empty. */
    public Lane choose(StoredMessage message, List<Lane> left) {
      return group.choose(message, left);
    }
  }
}
