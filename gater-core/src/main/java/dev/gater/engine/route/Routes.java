package dev.gater.engine.route;

import dev.gater.Routing;
import dev.gater.engine.lane.Lane;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The lanes of an instance by what they listen to. The route of a topic is kept with its {@link
 * Destination}, in bounded memory, until a lane comes or goes. Guarded by the instance's routing
 * lock, but for the groups that a route holds, which are the dispatcher's.
 */
public final class Routes {
  /** Topics and lanes that routes hold at most, some 40 bytes each beside the topics' text. */
  private static final int MOST_WEIGHT = 1 << 17;

  /** The group of those that named none; no legal name is empty. */
  private static final String UNNAMED = "";

  private final Routing routing;
  private final PatternTrie<Lane> trie = new PatternTrie<>();
  private final Map<String, Group> groups = new HashMap<>();
  private final Map<Group, Integer> members = new HashMap<>();
  private final List<Destination> resolved = new ArrayList<>();
  private int weight;

  /** For that policy. */
  public Routes(Routing routing) {
    this.routing = routing;
  }

  /** Whether a lane with these options would share its messages with others. */
  public static boolean isGrouped(Routing routing, boolean named) {
    return named || routing != Routing.BROADCAST;
  }

  /** Adds a lane. */
  public void add(Lane lane) {
    trie.add(lane.options().pattern(), lane);
    if (grouped(lane)) {
      Group group = groups.computeIfAbsent(groupName(lane), name -> newGroup());
      members.merge(group, 1, Integer::sum);
    }
    forget();
  }

  /** Removes a lane. */
  public void remove(Lane lane) {
    trie.remove(lane.options().pattern(), lane);
    if (grouped(lane)) {
      Group group = groups.get(groupName(lane));
      if (group != null) {
        if (members.merge(group, -1, Integer::sum) == 0) {
          groups.remove(groupName(lane));
          members.remove(group);
        }
      }
    }
    forget();
  }

  private boolean grouped(Lane lane) {
    return isGrouped(routing, lane.options().group().isPresent());
  }

  private static String groupName(Lane lane) {
    return lane.options().group().orElse(UNNAMED);
  }

  private Group newGroup() {
    return routing == Routing.KEYED ? new Group.Keyed() : new Group.Competing();
  }

  private void forget() {
    resolved.forEach(destination -> destination.route(null));
    resolved.clear();
    weight = 0;
  }

  /** Finds out where the messages of a destination go, and keeps it there. */
  public Route resolve(Destination destination) {
    Route known = destination.route();
    if (known != null) {
      return known;
    }
    Route route = resolve(destination.topic());
    if (weight + route.weight() > MOST_WEIGHT) {
      forget();
    }
    weight += route.weight();
    resolved.add(destination);
    destination.route(route);
    return route;
  }

  private Route resolve(String topic) {
    List<Lane> lanes = new ArrayList<>();
    Map<String, List<Lane>> grouped = new TreeMap<>();
    trie.match(
        topic,
        lane -> {
          if (grouped(lane)) {
            grouped.computeIfAbsent(groupName(lane), name -> new ArrayList<>()).add(lane);
          } else {
            lanes.add(lane);
          }
        });
    lanes.sort(Comparator.comparingLong(Lane::number));
    List<Route.Members> shares = new ArrayList<>();
    grouped.forEach((name, sharing) -> {
      sharing.sort(Comparator.comparingLong(Lane::number));
      Group group = groups.get(name);
      if (group != null) {
        shares.add(new Route.Members(group, List.copyOf(sharing)));
      }
    });
    return new Route(lanes, shares);
  }
}
