package dev.gater.engine;

import dev.gater.DropReason;
import dev.gater.Policy;
import dev.gater.SubscriptionOptions;
import dev.gater.SubscriptionStats;
import dev.gater.engine.dispatch.OwnerLock;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * The subscriptions of one instance and what they listen to, and how far the log has come.
 *
 * <p>{@code lock} guards the set of lanes and the figures of those that ended. {@code routing}
 * guards the routes, the log's growth and the number of the last message dispatched; its owner is
 * the dispatcher. It makes "keep a message and look up whom it is for" and "fix where a lane begins
 * and add it" exclude each other: that is why the passage from history to live has no gap.
 */
final class Subscriptions {
  /** Messages that may have been dispatched and not yet been given to the log. */
  static final int MOST_PENDING = 256;

  /** How often a wait for the disk looks whether the instance has stopped. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final String instance;
  private final Policy policy;
  private final MessageLog log;
  private final Ring ring;

  private final ReentrantLock lock = new ReentrantLock();
  private final Set<Lane> lanes = new LinkedHashSet<>();
  private final Totals ended = new Totals();
  private boolean closed;
  private volatile boolean listenedTo;

  private final OwnerLock routing = new OwnerLock();
  private final Routes routes;
  private final StoredMessage[] pending = new StoredMessage[MOST_PENDING];
  private int pendingCount;
  private long dispatched;
  private long receivedMillis;
  private volatile boolean stopped;

  /** Publications that wait for their confirmation: what is kept goes to the log at once then. */
  private final AtomicInteger confirmations = new AtomicInteger();

  /** Where messages are delivered once they are synced: the last one that is. Of the dispatcher. */
  private long synced;

  Subscriptions(String instance, Policy policy, MessageLog log, Ring ring) {
    this.instance = instance;
    this.policy = policy;
    this.log = log;
    this.ring = ring;
    this.routes = new Routes(policy.routing());
    this.dispatched = log.last();
    this.receivedMillis = log.lastReceived().toEpochMilli();
    this.synced = policy.deliverAfterSync() ? log.last() : Long.MAX_VALUE;
  }

  /** Whether there are any. */
  boolean isListenedTo() {
    return listenedTo;
  }

  boolean isStopped() {
    return stopped;
  }

  /** Keeps the next message; see the dispatcher's instructions. */
  boolean keep(StoredMessage message) {
    if (message.sequence() > synced && !sync(message.sequence())) {
      return false;
    }
    routing.enter();
    try {
      if (stopped) {
        return false;
      }
      dispatched = message.sequence();
      if (synced == Long.MAX_VALUE) {
        add(message);
        if (pendingCount == MOST_PENDING || confirmations.getOpaque() > 0) {
          giveToLog();
        }
      }
      return true;
    } finally {
      routing.exit();
    }
  }

  /** Under {@code routing}. */
  private void add(StoredMessage message) {
    receivedMillis = message.receivedNoEarlierThan(receivedMillis);
    pending[pendingCount++] = message;
  }

  /**
   * Has the log hold, safely, the message of that number and those that follow it in the ring, one
   * block at most, ahead of their delivery. Called by the dispatcher.
   *
   * @return false if the instance has stopped
   */
  private boolean sync(long number) {
    long last = number - 1;
    routing.enter();
    try {
      StoredMessage next = stopped ? null : ring.peekNumber(number);
      while (next != null) {
        add(next);
        last++;
        next = pendingCount < MOST_PENDING ? ring.peekNumber(last + 1) : null;
      }
      giveToLog();
    } finally {
      routing.exit();
    }
    while (!stopped && last >= number) {
      if (log.awaitConfirmed(last, LOOK_NANOS)) {
        synced = last;
        return true;
      }
    }
    return false;
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
      long next = Math.max(dispatched, synced == Long.MAX_VALUE ? 0 : log.last()) + 1;
      StoredMessage left = ring.peekNumber(next);
      while (left != null) {
        add(left);
        if (pendingCount == MOST_PENDING) {
          giveToLog();
        }
        left = ring.peekNumber(++next);
      }
      giveToLog();
    } finally {
      routing.unlock();
    }
  }

  /** Has the log hold all that was dispatched. Called by the dispatcher. */
  void settle() {
    if (pendingCount > 0) { // changed by another only with nothing left, and then there is nothing
      routing.enter();
      try {
        giveToLog();
      } finally {
        routing.exit();
      }
    }
  }

  /** Under {@code routing}. */
  private void giveToLog() {
    if (pendingCount > 0) {
      log.append(Collections.unmodifiableList(Arrays.asList(pending).subList(0, pendingCount)));
      Arrays.fill(pending, 0, pendingCount, null);
      pendingCount = 0;
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
      begin(lane, options, grouped);
      listenedTo = true;
      lanes.add(lane);
    } finally {
      lock.unlock();
    }
  }

  private void begin(Lane lane, SubscriptionOptions options, boolean grouped) {
    routing.lock();
    try {
      giveToLog();
      lane.begin(Beginnings.of(options, grouped, log, dispatched, ring.last()), dispatched);
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
