package dev.gater.engine;

import dev.gater.DropReason;
import dev.gater.Durability;
import dev.gater.Policy;
import dev.gater.SubscriptionOptions;
import dev.gater.SubscriptionStats;
import dev.gater.engine.dispatch.OwnerLock;
import dev.gater.engine.lane.Lane;
import dev.gater.engine.ring.Ring;
import dev.gater.engine.route.Destination;
import dev.gater.engine.route.Route;
import dev.gater.engine.route.Routes;
import dev.gater.spi.MessageLog;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/**
 * The subscriptions of one instance and what they listen to, and how far the log has come.
 *
 * <p>{@code lock} guards the set of lanes and the figures of those that ended. {@code routing}
 * guards the routes, the log's growth and how far the dispatcher has come; its owner is the
 * dispatcher. It makes "go on with a message" and "fix where a lane begins and add it" exclude each
 * other: a lane begins after the message that is being delivered, and has all up to that one from
 * the log, so the passage from history to live has no gap.
 */
final class Subscriptions {
  /** So many messages the log takes at a time while there are more to dispatch. */
  private static final int BLOCK = Ring.MOST_LEFT - Ring.MOST_CLAIMED;

  /** How often a wait for the disk looks whether the instance has stopped. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final String instance;
  private final Policy policy;
  private final MessageLog log;
  private final Ring ring;
  private final LongConsumer grown;

  private final ReentrantLock lock = new ReentrantLock();
  private final Set<Lane> lanes = new LinkedHashSet<>();
  private final Totals ended = new Totals();
  private int members;
  private boolean closed;
  private volatile boolean listenedTo;

  /**
   * Whether the log may hold what has yet to be delivered: one in memory knows the last value of a
   * topic and not the one before, which whoever begins with last values would then be given.
   */
  private final boolean goesAhead;

  private final OwnerLock routing = new OwnerLock();
  private final Routes routes;

  /** Positions of the ring: which come next to be dispatched, to the log, and to be emptied. */
  private long dispatched;

  private long logged;
  private long cleared;
  private long receivedMillis;
  private volatile boolean stopped;

  /**
   * Publications that wait for their confirmation: what is claimed goes to the log at once then.
   */
  private final AtomicInteger confirmations = new AtomicInteger();

  /**
   * @param grown told, by the dispatcher, the last number that is in the log
   */
  Subscriptions(String instance, Policy policy, MessageLog log, Ring ring, LongConsumer grown) {
    this.instance = instance;
    this.policy = policy;
    this.log = log;
    this.ring = ring;
    this.grown = grown;
    this.routes = new Routes(policy.routing());
    this.receivedMillis = log.lastReceived().toEpochMilli();
    this.goesAhead = log.durability() != Durability.NONE;
  }

  /** Whether there are any. */
  boolean isListenedTo() {
    return listenedTo;
  }

  boolean isStopped() {
    return stopped;
  }

  /** See the dispatcher's instructions. */
  void claim(long position, int count) {
    if (position - cleared >= BLOCK) {
      rest(position);
    }
    for (int i = 0; i < count; i++) {
      receivedMillis = ring.get(position + i).receivedNoEarlierThan(receivedMillis);
    }
    if (goesAhead && (policy.deliverAfterSync() || confirmations.getOpaque() > 0)) {
      giveAhead(position + count);
      awaitSync(position + count);
      grown.accept(ring.number(position + count) - 1);
    }
  }

  /** Has the log hold all up to that position, ahead of its delivery. */
  private void giveAhead(long position) {
    routing.enter();
    try {
      if (!stopped) {
        ring.copy(logged, position, log);
        logged = position;
      }
    } finally {
      routing.exit();
    }
  }

  /** Waits until what is to be delivered once it is safe is that, or the instance has stopped. */
  private void awaitSync(long position) {
    long last = ring.number(position) - 1;
    while (policy.deliverAfterSync()
        && !stopped
        && !log.awaitConfirmed(last, LOOK_NANOS)) {} // looks again whether it has stopped
  }

  /** A publication is about to wait for its confirmation. */
  void confirming() {
    confirmations.incrementAndGet();
  }

  /** It waits no more. */
  void confirmed() {
    confirmations.decrementAndGet();
  }

  /**
   * Gives the log what was admitted and has not been dispatched, once there is no dispatcher any
   * more: what has a number is kept.
   */
  void keepLeft() {
    routing.lock();
    try {
      giveToLog();
      long end = ring.last() + 1 - ring.number(0);
      for (long left = logged; left < end && ring.peek(left) != null; left = logged) {
        receivedMillis = ring.get(left).receivedNoEarlierThan(receivedMillis);
        ring.copy(left, left + 1, log);
        logged = left + 1;
      }
    } finally {
      routing.unlock();
    }
  }

  /** See the dispatcher's instructions. */
  boolean next(long position) {
    routing.enter();
    boolean goesOn = !stopped;
    if (goesOn) {
      dispatched = position + 1;
    }
    routing.exit();
    return goesOn;
  }

  /** See the dispatcher's instructions. */
  void settle() {
    if (logged < dispatched) { // grown by another only to the end, and then there is nothing to do
      routing.enter();
      try {
        giveToLog();
      } finally {
        routing.exit();
      }
    }
  }

  /** See the dispatcher's instructions. */
  void rest(long position) {
    settle();
    clear(position);
  }

  private void clear(long position) {
    ring.clear(cleared, position);
    cleared = position;
  }

  /** Under {@code routing}. */
  private void giveToLog() {
    if (logged < dispatched) {
      ring.copy(logged, dispatched, log);
      logged = dispatched;
      grown.accept(ring.number(dispatched) - 1);
    }
  }

  /** Finds out where messages go; see the dispatcher's instructions. */
  Route resolve(Destination destination) {
    routing.enter();
    try {
      return routes.resolve(destination);
    } finally {
      routing.exit();
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
      checkRoom();
      begin(lane, options, grouped);
      listenedTo = true;
      lanes.add(lane);
    } finally {
      lock.unlock();
    }
  }

  private void checkRoom() {
    if (closed) {
      throw new IllegalStateException(
          "the node is closed: " + instance + " takes no subscriptions");
    }
    int present = lanes.size() + members;
    if (present >= policy.maxSubscriptions()) {
      throw new IllegalStateException(
          instance
              + " has "
              + present
              + " subscriptions, as many as its policy allows (max-subscriptions)");
    }
  }

  /**
   * Counts a member of a durable.
   *
   * @throws IllegalStateException if it can't be taken
   */
  void enter() {
    lock.lock();
    try {
      checkRoom();
      members++;
    } finally {
      lock.unlock();
    }
  }

  /** Counts one less. */
  void leave() {
    lock.lock();
    try {
      members--;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Has the log hold all that was dispatched, for one who is about to read it.
   *
   * @throws IllegalStateException if the node is closed
   */
  void settleForReader() {
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException(
            "the node is closed: " + instance + " is not read any more");
      }
    } finally {
      lock.unlock();
    }
    routing.lock();
    try {
      giveToLog();
    } finally {
      routing.unlock();
    }
  }

  private void begin(Lane lane, SubscriptionOptions options, boolean grouped) {
    routing.lock();
    try {
      giveToLog();
      long last = ring.number(dispatched) - 1;
      lane.begin(Beginnings.of(options, grouped, log, last, ring.last()), last);
      routes.add(lane);
    } finally {
      routing.unlock();
    }
  }

  /**
   * Removes one that has ended.
   *
   * @param inLine whether the dispatcher is in the call of a lane
   */
  void remove(Lane lane, Predicate<Lane> inLine) {
    lock.lock();
    try {
      if (lanes.remove(lane)) {
        removeRoute(lane);
        ended.retire(lane, inLine);
        listenedTo = !lanes.isEmpty();
      }
    } finally {
      lock.unlock();
    }
  }

  private void removeRoute(Lane lane) {
    routing.lock();
    try {
      routes.remove(lane);
    } finally {
      routing.unlock();
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
    routing.lock();
    try {
      stopped = true;
    } finally {
      routing.unlock();
    }
  }

  /**
   * The figures of all that there are and were.
   *
   * @param durables those of the members of durables
   */
  Sum sum(List<SubscriptionStats> durables) {
    lock.lock();
    try {
      Totals totals = ended.copy();
      lanes.forEach(totals::add);
      durables.forEach(totals::add);
      int own = (int) lanes.stream().filter(lane -> !lane.inLine()).count();
      return new Sum(totals.sum(), lanes.size() + members, own + members);
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
    void retire(Lane lane, Predicate<Lane> inLine) {
      inCall.add(lane);
      inCall.removeIf(ended -> {
        // In this order: a call that begins after the first look finds the lane ended.
        boolean settled = !inLine.test(ended) && ended.isSettled();
        if (settled) {
          add(ended);
        }
        return settled;
      });
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
