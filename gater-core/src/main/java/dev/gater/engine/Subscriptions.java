package dev.gater.engine;

import dev.gater.DropReason;
import dev.gater.Policy;
import dev.gater.SubscriptionOptions;
import dev.gater.SubscriptionStats;
import dev.gater.engine.lane.Begin;
import dev.gater.engine.lane.Lane;
import dev.gater.engine.message.StoredMessage;
import dev.gater.engine.ring.Ring;
import dev.gater.engine.route.Destination;
import dev.gater.engine.route.Route;
import dev.gater.engine.route.Routes;
import dev.gater.spi.MessageLog;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The subscriptions of one instance and what they listen to, and how far the log has come.
 *
 * <p>{@code lock}, the routing lock, guards the routes, the set of lanes, the figures of those that
 * ended and the number of the last message kept. It makes "append" and "fix where a lane begins and
 * add it" exclude each other: that is why the passage from history to live has no gap. Lane locks
 * are taken under it only to begin a lane and to read figures.
 */
final class Subscriptions {
  /** Messages kept at a time: enough to make the lock cheap, and little enough to be done soon. */
  private static final int BATCH = 256;

  private final String instance;
  private final Policy policy;
  private final MessageLog log;
  private final Ring ring;

  private final ReentrantLock lock = new ReentrantLock();
  private final Routes routes;
  private final Set<Lane> lanes = new LinkedHashSet<>();
  private final Totals ended = new Totals();
  private final StoredMessage[] batch = new StoredMessage[BATCH];
  private long kept;
  private long receivedMillis;
  private boolean closed;
  private volatile boolean stopped;
  private volatile boolean listenedTo;

  Subscriptions(String instance, Policy policy, MessageLog log, Ring ring) {
    this.instance = instance;
    this.policy = policy;
    this.log = log;
    this.ring = ring;
    this.routes = new Routes(policy.routing());
    this.kept = log.last();
  }

  /** Whether there are any. */
  boolean isListenedTo() {
    return listenedTo;
  }

  boolean isStopped() {
    return stopped;
  }

  /** Keeps messages from a position on; see the dispatcher's instructions. */
  long append(long from) {
    lock.lock();
    try {
      if (stopped) {
        return from;
      }
      int count = ring.peek(from, batch);
      for (int i = 0; i < count; i++) {
        receivedMillis = batch[i].receivedNoEarlierThan(receivedMillis);
      }
      kept = batch[count - 1].sequence();
      log.append(Collections.unmodifiableList(Arrays.asList(batch).subList(0, count)));
      Arrays.fill(batch, 0, count, null);
      return from + count;
    } finally {
      lock.unlock();
    }
  }

  Route resolve(Destination destination) {
    lock.lock();
    try {
      return routes.resolve(destination);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Adds a subscription, and fixes where it begins.
   *
   * @throws IllegalStateException if it can't be taken
   */
  void add(Lane lane, SubscriptionOptions options, boolean grouped) {
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException(
            "the node is closed: " + instance + " takes no subscriptions");
      }
      if (lanes.size() >= policy.maxSubscriptions()) {
        throw new IllegalStateException(
            instance
                + " has "
                + lanes.size()
                + " subscriptions, as many as its policy allows (max-subscriptions)");
      }
      Begin begin = Beginnings.of(options, grouped, log, kept, ring.last());
      listenedTo = true;
      lanes.add(lane);
      routes.add(lane);
      lane.begin(begin, kept);
    } finally {
      lock.unlock();
    }
  }

  /** Removes one that has ended. */
  void remove(Lane lane) {
    lock.lock();
    try {
      if (lanes.remove(lane)) {
        routes.remove(lane);
        ended.retire(lane);
        listenedTo = !lanes.isEmpty();
      }
    } finally {
      lock.unlock();
    }
  }

  List<Lane> all() {
    lock.lock();
    try {
      return List.copyOf(lanes);
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more. */
  void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  /** Keeps no more messages. */
  void stop() {
    lock.lock();
    try {
      stopped = true;
    } finally {
      lock.unlock();
    }
  }

  /** The figures of all that there are and were. */
  Sum sum() {
    lock.lock();
    try {
      Totals totals = ended.copy();
      lanes.forEach(totals::add);
      int own = (int) lanes.stream().filter(lane -> !lane.inLine()).count();
      return new Sum(totals.sum(), lanes.size(), own);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Figures of all subscriptions.
   *
   * @param stats of those that ended as well
   * @param present how many there are
   * @param own how many of these have a lane of their own
   */
  record Sum(SubscriptionStats stats, int present, int own) {}

  /** Sums of lanes' figures. */
  private static final class Totals {
    private final Set<Lane> inCall = new LinkedHashSet<>();
    private final Map<DropReason, Long> droppedBy = new EnumMap<>(DropReason.class);
    private long matched;
    private long delivered;
    private long failed;
    private long inFlight;

    /** Keeps a lane's figures past its end; a call under way is still to be settled then. */
    void retire(Lane lane) {
      inCall.removeIf(earlier -> {
        boolean settled = earlier.stats().inFlight() == 0;
        if (settled) {
          add(earlier);
        }
        return settled;
      });
      if (lane.stats().inFlight() == 0) {
        add(lane);
      } else {
        inCall.add(lane);
      }
    }

    void add(Lane lane) {
      add(lane.stats());
    }

    private void add(SubscriptionStats stats) {
      matched += stats.matched();
      delivered += stats.delivered();
      failed += stats.failed();
      inFlight += stats.inFlight();
      stats.droppedBy().forEach((reason, count) -> droppedBy.merge(reason, count, Long::sum));
    }

    Totals copy() {
      Totals copy = new Totals();
      copy.add(sum());
      inCall.forEach(copy::add);
      return copy;
    }

    SubscriptionStats sum() {
      return new SubscriptionStats(matched, delivered, failed, droppedBy, inFlight, false);
    }
  }
}
