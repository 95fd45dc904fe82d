package dev.gater.engine;

import dev.gater.DropReason;
import dev.gater.Durability;
import dev.gater.GaterConfig;
import dev.gater.Handler;
import dev.gater.InstanceStats;
import dev.gater.Policy;
import dev.gater.Publication;
import dev.gater.Publication.Reason;
import dev.gater.PublishOptions;
import dev.gater.Subscription.EndedBy;
import dev.gater.SubscriptionOptions;
import dev.gater.SubscriptionStats;
import dev.gater.engine.figures.Figures;
import dev.gater.engine.lane.Begin;
import dev.gater.engine.lane.Crew;
import dev.gater.engine.lane.Lane;
import dev.gater.engine.lane.LaneOwner;
import dev.gater.engine.lane.Watchdog;
import dev.gater.engine.log.MemoryLog;
import dev.gater.engine.message.MessageFactory;
import dev.gater.engine.message.Origin;
import dev.gater.engine.message.Refusal;
import dev.gater.engine.message.StoredMessage;
import dev.gater.engine.ring.Ring;
import dev.gater.engine.route.Route;
import dev.gater.engine.route.Routes;
import dev.gater.event.Event;
import dev.gater.spi.MessageLog;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One instance: its ring, the dispatcher that appends to the log and offers to the lanes, and the
 * crew that calls handlers. It shares nothing with other instances but the node's watchdog.
 *
 * <p>{@code routing} guards the routes, the set of lanes and the figures of those that ended, and
 * makes "append and look up" and "fix where a lane begins and add it" exclude each other: that is
 * why the passage from history to live has no gap. Lane locks are taken under it only to read
 * figures.
 */
final class Instance implements LaneOwner {
  /** How long the end waits for the callbacks of all subscriptions together. */
  private static final long CALLBACKS_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** Far longer than one message needs to be routed to lanes that have ended. */
  private static final long ROUTING_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final String name;
  private final String node;
  private final Policy policy;
  private final MessageFactory messages;
  private final MessageLog log;
  private final Ring ring;
  private final Crew crew;
  private final Figures figures = new Figures();
  private final SelfReports reports;
  private final QuietLog refusals = new QuietLog();
  private final QuietLog failures = new QuietLog();
  private final QuietLog faults = new QuietLog();
  private final Thread dispatcher;
  private final AtomicLong names = new AtomicLong();
  private final AtomicLong unrouted = new AtomicLong();

  private final ReentrantLock routing = new ReentrantLock();
  private final Routes routes;
  private final Set<Lane> lanes = new LinkedHashSet<>();
  private final Totals ended = new Totals();
  private long routed;
  private boolean closed;
  private boolean stopped;
  private volatile boolean listenedTo;

  Instance(
      String name,
      Policy policy,
      GaterConfig config,
      String epoch,
      Watchdog watchdog,
      SelfReports reports) {
    this.name = name;
    this.node = config.node();
    this.policy = policy;
    this.reports = reports;
    this.log = new MemoryLog(epoch, policy, config.clock());
    this.messages =
        new MessageFactory(
            new Origin(name, "/gater/" + node, log.epoch()), policy, config.schemas());
    this.ring = new Ring(policy.ring(), log.last(), config.clock());
    this.routes = new Routes(policy.routing());
    this.crew = new Crew(name, watchdog);
    this.dispatcher = new Thread(this::dispatch, "gater-" + name + "-dispatcher");
    dispatcher.setDaemon(true);
  }

  void start() {
    dispatcher.start();
  }

  String name() {
    return name;
  }

  Policy policy() {
    return policy;
  }

  Publication publish(Event event, PublishOptions options) {
    return admit(messages.typed(event, options, false), options);
  }

  /** Publishes what Gater says of itself. */
  void report(Event event) {
    admit(messages.typed(event, PublishOptions.none(), true), PublishOptions.none());
  }

  Publication publish(
      String topic, boolean known, String type, @Nullable Object data, PublishOptions options) {
    return admit(messages.raw(topic, known, type, data, options), options);
  }

  private Publication admit(Publication made, PublishOptions options) {
    if (!(made instanceof StoredMessage message)) {
      return refuse(made);
    }
    boolean elsewhere =
        options.scope() instanceof PublishOptions.Scope.Node(var target) && !target.equals(node);
    boolean pass = elsewhere || (policy.onDemand() && !listenedTo);
    Reason reason = pass ? ring.pass(message) : ring.admit(message, policy.whenFull(), mayWait());
    if (reason != Reason.NONE) {
      return refuse(new Refusal(reason, detail(reason)));
    }
    figures.published(Reason.NONE);
    return message;
  }

  /** A full instance may be waiting for this very handler to return. */
  private boolean mayWait() {
    Lane caller = Lane.current();
    return caller == null || !caller.holdsPublishers() || !caller.isOf(this);
  }

  private String detail(Reason reason) {
    return switch (reason) {
      case FULL -> name + " is full: " + policy.ring() + " publications wait (ring, when-full)";
      case CLOSED -> "the node is closed";
      case INTERRUPTED -> "interrupted while " + name + " was full";
      default -> "";
    };
  }

  Publication refuse(Publication refusal) {
    figures.published(refusal.reason());
    refusals.warn(
        () -> name + " refused a publication: " + refusal.reason() + ", " + refusal.detail(), null);
    return refusal;
  }

  Publication refuse(Reason reason, String detail) {
    return refuse(new Refusal(reason, detail));
  }

  /** Whether what a confirmation promises can be had. */
  boolean confirms() {
    return policy.durability() == Durability.NONE;
  }

  Lane subscribe(SubscriptionOptions options, Handler<?> handler) {
    long begun = System.nanoTime();
    String laneName = options.name().orElseGet(() -> name + "-" + names.incrementAndGet());
    try {
      Lane lane = register(laneName, options, handler);
      reports.registered(lane, Duration.ofNanos(System.nanoTime() - begun));
      return lane;
    } catch (IllegalStateException | IllegalArgumentException refused) {
      reports.refused(name, laneName, String.valueOf(refused.getMessage()));
      throw refused;
    }
  }

  private Lane register(String laneName, SubscriptionOptions options, Handler<?> handler) {
    boolean grouped = Routes.isGrouped(policy.routing(), options.group().isPresent());
    Lane lane =
        new Lane(laneName, name, options, handler, grouped, policy, log, crew, figures, this);
    routing.lock();
    try {
      if (closed) {
        throw new IllegalStateException("the node is closed: " + name + " takes no subscriptions");
      }
      if (lanes.size() >= policy.maxSubscriptions()) {
        throw new IllegalStateException(
            name
                + " has "
                + lanes.size()
                + " subscriptions, as many as its policy allows (max-subscriptions)");
      }
      Begin begin = Beginnings.of(options, grouped, log, routed, ring.last());
      listenedTo = true;
      lanes.add(lane);
      routes.add(lane);
      lane.begin(begin, routed);
    } finally {
      routing.unlock();
    }
    return lane;
  }

  private void dispatch() {
    for (StoredMessage next = ring.take(); next != null; next = ring.take()) {
      try {
        Route route = route(next);
        if (route == null || !route.deliver(next)) {
          unrouted.incrementAndGet();
        }
      } catch (RuntimeException | Error fault) { // the dispatcher must outlive whatever it meets
        faults.warn(() -> name + " could not route a message", fault);
      }
    }
  }

  /** Null once {@link #stop} is about to end the lanes. */
  private @Nullable Route route(StoredMessage message) {
    routing.lock();
    try {
      if (stopped) {
        return null;
      }
      routed = message.sequence();
      log.append(message);
      return routes.of(message.topic());
    } finally {
      routing.unlock();
    }
  }

  @Override
  public void ended(Lane lane, EndedBy by) {
    routing.lock();
    try {
      if (lanes.remove(lane)) {
        routes.remove(lane);
        ended.retire(lane);
        listenedTo = !lanes.isEmpty();
      }
    } finally {
      routing.unlock();
    }
    reports.ended(lane, by);
  }

  @Override
  public void failed(Lane lane, @Nullable StoredMessage message, Throwable thrown) {
    String what = describe(thrown);
    failures.warn(
        () ->
            "the handler of "
                + lane
                + " failed"
                + (message == null ? "" : " on " + message)
                + ": "
                + what,
        thrown);
    if (message == null || !message.ofGater()) {
      reports.failed(lane, what);
    }
  }

  private static String describe(Throwable thrown) {
    try {
      return thrown.toString();
    } catch (RuntimeException | Error again) { // it throws when it is looked at
      return thrown.getClass().getName();
    }
  }

  InstanceStats stats() {
    Totals totals;
    int subscriptions;
    routing.lock();
    try {
      totals = ended.copy();
      lanes.forEach(totals::add);
      subscriptions = lanes.size();
    } finally {
      routing.unlock();
    }
    SubscriptionStats sum = totals.sum();
    return new InstanceStats(
        figures.published(),
        figures.rejected(),
        sum.matched(),
        sum.delivered(),
        sum.failed(),
        sum.droppedBy(),
        sum.inFlight(),
        ring.waiting(),
        subscriptions,
        figures.deliveryTimes(),
        figures.handlerTimes());
  }

  List<Lane> lanes() {
    routing.lock();
    try {
      return List.copyOf(lanes);
    } finally {
      routing.unlock();
    }
  }

  /** From now on refuses publications and subscriptions. */
  void close() {
    routing.lock();
    try {
      closed = true;
    } finally {
      routing.unlock();
    }
    ring.close();
  }

  /** Waits until all that was accepted has been handled, up to the deadline. */
  void awaitDrained(long deadlineNanos) {
    ring.awaitQuiet(deadlineNanos - System.nanoTime());
    for (Lane lane : lanes()) {
      lane.awaitIdle(deadlineNanos - System.nanoTime());
    }
  }

  /**
   * Ends what is left, after {@link #close()}. Does not wait for handlers.
   *
   * @return how many messages were not routed, or not to the end
   */
  long stop() {
    routing.lock();
    try {
      stopped = true;
    } finally {
      routing.unlock();
    }
    long abandoned = ring.abandon();
    List<Lane> left = lanes();
    left.forEach(lane -> lane.end(EndedBy.NODE, DropReason.ABANDONED));
    long deadline = System.nanoTime() + CALLBACKS_NANOS;
    left.forEach(lane -> lane.awaitCallbacks(deadline));
    ring.awaitQuiet(ROUTING_NANOS); // ending the lanes let go of a dispatcher that one of them held
    crew.stop();
    log.close();
    return abandoned + unrouted.get();
  }

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
