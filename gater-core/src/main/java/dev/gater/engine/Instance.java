package dev.gater.engine;

import dev.gater.AckHandler;
import dev.gater.DropReason;
import dev.gater.Durability;
import dev.gater.Durable;
import dev.gater.GaterConfig;
import dev.gater.HandOff;
import dev.gater.Handler;
import dev.gater.HistoryPage;
import dev.gater.HistoryQuery;
import dev.gater.InstanceStats;
import dev.gater.InvalidTopicException;
import dev.gater.Message;
import dev.gater.Policy;
import dev.gater.Publication;
import dev.gater.Publication.Reason;
import dev.gater.PublishOptions;
import dev.gater.Receipt;
import dev.gater.Subscription.EndedBy;
import dev.gater.SubscriptionOptions;
import dev.gater.SubscriptionStats;
import dev.gater.WhenFull;
import dev.gater.engine.dispatch.Dispatcher;
import dev.gater.engine.dispatch.Instructions;
import dev.gater.engine.dispatch.Urgency;
import dev.gater.engine.durable.Durables;
import dev.gater.engine.durable.Member;
import dev.gater.engine.durable.Timekeeper;
import dev.gater.engine.figures.Figures;
import dev.gater.engine.lane.Crew;
import dev.gater.engine.lane.Lane;
import dev.gater.engine.lane.LaneOwner;
import dev.gater.engine.lane.LocalSubscription;
import dev.gater.engine.lane.Watchdog;
import dev.gater.engine.message.MessageFactory;
import dev.gater.engine.message.Origin;
import dev.gater.engine.message.Refusal;
import dev.gater.engine.message.StoredMessage;
import dev.gater.engine.ring.CoarseClock;
import dev.gater.engine.ring.Ring;
import dev.gater.engine.route.Destination;
import dev.gater.engine.route.Destinations;
import dev.gater.engine.route.Route;
import dev.gater.engine.route.Routes;
import dev.gater.event.Event;
import dev.gater.event.PerformanceTrace;
import dev.gater.spi.LogStore.Trouble;
import dev.gater.spi.MessageLog;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One instance: what publishers meet, its ring, its dispatcher and its subscriptions. It shares
 * nothing with other instances but what its node lends it ({@link Shared}).
 */
final class Instance implements LaneOwner, Instructions {
  /** How long the end waits for the callbacks of all subscriptions together. */
  private static final long CALLBACKS_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** Far longer than one message needs to be given to lanes that have ended. */
  private static final long ROUTING_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** How long the end waits for the disk. */
  private static final long DISK_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final int HAND_OFFS_KEPT = 64;

  /** Frames of a stack trace that are published. */
  private static final int MOST_FRAMES = 64;

  private static final double NANOS_PER_MILLI = 1e6;

  private final String name;
  private final String node;
  private final Policy policy;
  private final long waitNanos;
  private final Destinations destinations;
  private final MessageFactory messages;
  private final MessageLog log;
  private final Ring ring;
  private final Dispatcher dispatcher;
  private final Crew crew;
  private final Urgency.Share urgency;
  private final Subscriptions subscriptions;
  private final InstanceDurables durables;
  private final Figures figures = new Figures();
  private final SelfReports reports;
  private final Consumer<Event> diagnostics;
  private final QuietLog refusals = new QuietLog();
  private final HandlerFailures failures;
  private final QuietLog faults = new QuietLog();
  private final AtomicLong names = new AtomicLong();
  private final Deque<HandOff> handOffs = new ArrayDeque<>();

  /** Why the log can't write, null while it can. */
  private volatile @Nullable Trouble trouble;

  /**
   * What an instance is lent by its node.
   *
   * @param diagnostics publishes what Gater says there
   * @param logs opens the logs
   */
  record Shared(
      Watchdog watchdog,
      CoarseClock clock,
      Urgency urgency,
      Timekeeper timekeeper,
      SelfReports reports,
      Consumer<Event> diagnostics,
      Logs logs) {}

  Instance(String name, Policy policy, GaterConfig config, Shared shared) {
    this.name = name;
    this.node = config.node();
    this.policy = policy;
    this.waitNanos =
        policy.whenFull() instanceof WhenFull.Wait(var atMost)
            ? TimeUnit.NANOSECONDS.convert(atMost)
            : 0;
    this.reports = shared.reports();
    this.diagnostics = shared.diagnostics();
    this.log = shared.logs().open(name, policy, this::trouble);
    Origin origin = new Origin(name, Logs.source(node), log.epoch());
    this.destinations = new Destinations(origin);
    this.messages = new MessageFactory(origin, policy, config.schemas(), destinations::of);
    this.urgency = shared.urgency().share(policy.priority());
    this.ring = new Ring(policy.ring(), log.last(), shared.clock(), urgency::raise);
    this.subscriptions = new Subscriptions(name, policy, log, ring, this::grown);
    this.crew = new Crew(name, shared.watchdog());
    this.failures = new HandlerFailures(reports);
    this.durables =
        new InstanceDurables(
            name,
            policy,
            new InstanceDurables.Lent(
                log,
                shared.logs().durables(name, policy),
                config.clock(),
                shared.timekeeper(),
                ring::last,
                crew,
                subscriptions,
                figures,
                failures,
                reports));
    this.dispatcher =
        new Dispatcher(name, ring, this, urgency, shared.watchdog(), crew, policy.handlerBudget());
  }

  void start() {
    dispatcher.start();
  }

  /** Lets go of what it holds instead of {@link #start}. */
  void discard() {
    crew.stop();
    log.close();
  }

  String name() {
    return name;
  }

  Policy policy() {
    return policy;
  }

  /**
   * A destination to publish to by handle.
   *
   * @throws dev.gater.InvalidTopicException if the topic is not legal
   */
  Destination destination(String topic) {
    return destinations.of(topic);
  }

  Publication publish(Event event, PublishOptions options) {
    return publish(event, options, false);
  }

  /** Publishes what Gater says of itself. */
  void report(Event event) {
    publish(event, PublishOptions.none(), true);
  }

  private Publication publish(Event event, PublishOptions options, boolean ofGater) {
    Publication made = messages.typed(event, options, ofGater);
    return made instanceof StoredMessage message ? admit(message, options) : refuse(made);
  }

  Publication publish(String topic, String type, @Nullable Object data, PublishOptions options) {
    Destination destination;
    try {
      destination = destinations.of(topic);
    } catch (InvalidTopicException illegal) {
      return refuse(Reason.INVALID_TOPIC, String.valueOf(illegal.getMessage()));
    }
    return publish(destination, type, data, options);
  }

  Publication publish(
      Destination destination, String type, @Nullable Object data, PublishOptions options) {
    Publication made = messages.raw(destination, type, data, options);
    return made instanceof StoredMessage message ? admit(message, options) : refuse(made);
  }

  private Publication admit(StoredMessage message, PublishOptions options) {
    if (isElsewhere(options) || (policy.onDemand() && !isListenedTo())) {
      Reason passed = ring.pass(message);
      return passed == Reason.NONE ? message : refuse(passed, detail(passed));
    }
    Trouble now = trouble;
    if (now != null && !message.ofGater()) { // that the disk is full must be told all the same
      return refuse(now.reason(), now.detail());
    }
    urgency.giveWay();
    urgency.raise();
    Reason reason = ring.admit(message);
    if (reason == Reason.FULL && waitNanos > 0 && mayWait()) {
      reason = ring.admit(message, waitNanos);
    }
    if (reason == Reason.FULL) {
      urgency.standBack();
    }
    return reason == Reason.NONE ? message : refuse(reason, detail(reason));
  }

  private boolean isListenedTo() {
    return subscriptions.isListenedTo() || durables.all().any();
  }

  private boolean isElsewhere(PublishOptions options) {
    return options.scope() instanceof PublishOptions.Scope.Node(var target) && !target.equals(node);
  }

  /**
   * A full instance may be waiting for this very handler to return: it must not wait for room while
   * its subscription holds publishers, nor while it is the dispatcher and nobody can take its
   * place.
   */
  private boolean mayWait() {
    Lane caller = Lane.current();
    return caller == null
        || !caller.isOf(this)
        || (!caller.holdsPublishers() && dispatcher.stepAside());
  }

  /** Lets another thread dispatch if the current one, in a handler, does. */
  void stepAside() {
    boolean _ = dispatcher.stepAside();
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
    figures.rejected(refusal.reason());
    refusals.warn(
        () -> name + " refused a publication: " + refusal.reason() + ", " + refusal.detail(), null);
    return refusal;
  }

  Publication refuse(Reason reason, String detail) {
    return refuse(new Refusal(reason, detail));
  }

  private void trouble(@Nullable Trouble now) {
    trouble = now;
  }

  /**
   * Publishes by {@code publishing}, and answers once the message survives what the policy says.
   */
  CompletionStage<Receipt> confirm(Supplier<Publication> publishing) {
    if (log.durability().compareTo(policy.durability()) < 0) {
      return CompletableFuture.completedStage(
          receipt(
              refuse(
                  Reason.DURABILITY_UNAVAILABLE,
                  name
                      + " promises "
                      + policy.durability()
                      + ", and this node keeps its history in memory; publish unconfirmed, or give"
                      + " the node a data directory"),
              Durability.NONE));
    }
    subscriptions.confirming();
    Publication publication = publishing.get();
    if (publication.sequence() == 0) {
      subscriptions.confirmed();
      return CompletableFuture.completedStage(receipt(publication, Durability.NONE));
    }
    return log.confirmed(publication.sequence())
        .thenApply(durability -> {
          subscriptions.confirmed();
          return receipt(publication, durability);
        });
  }

  private static Receipt receipt(Publication publication, Durability durability) {
    return new Receipt(
        publication,
        publication instanceof Message<?> message ? message.position() : null,
        durability);
  }

  <E extends Event> HistoryPage<E> history(HistoryQuery query) {
    subscriptions.settleForReader();
    return new HistoryReader(query, log, ring.last()).read();
  }

  LocalSubscription subscribe(SubscriptionOptions options, Handler<?> handler) {
    long begun = System.nanoTime();
    String given =
        options.name().or(options::durable).orElseGet(() -> name + "-" + names.incrementAndGet());
    try {
      LocalSubscription made =
          options.durable().isPresent()
              ? durables.join(options, options.durable().get(), handler)
              : addLane(options, given, handler);
      reports.registered(made, Duration.ofNanos(System.nanoTime() - begun));
      return made;
    } catch (IllegalStateException | IllegalArgumentException refused) {
      reports.refused(name, given, String.valueOf(refused.getMessage()));
      throw refused;
    }
  }

  private Lane addLane(SubscriptionOptions options, String laneName, Handler<?> handler) {
    if (handler instanceof AckHandler) {
      throw new IllegalArgumentException(
          "a handler that acknowledges takes a durable: name one, SubscriptionOptions.durable(…)");
    }
    boolean grouped = Routes.isGrouped(policy.routing(), options.group().isPresent());
    Lane lane =
        new Lane(laneName, name, options, handler, grouped, policy, log, crew, figures, this);
    subscriptions.add(lane, options, grouped);
    return lane;
  }

  List<Durable> durables() {
    return durables.all().all();
  }

  /** Whether a member of a durable is of this instance. */
  boolean isOwnerOf(Member member) {
    return member.isOf(durables);
  }

  private void grown(long last) {
    durables.all().grown(last);
  }

  @Override
  public void claim(long position, int count) {
    subscriptions.claim(position, count);
  }

  @Override
  public boolean next(long position) {
    return subscriptions.next(position);
  }

  @Override
  public void rest(long position) {
    subscriptions.rest(position);
  }

  @Override
  public void settle() {
    subscriptions.settle();
  }

  @Override
  public Route resolve(Destination destination) {
    return subscriptions.resolve(destination);
  }

  @Override
  public boolean isStopped() {
    return subscriptions.isStopped();
  }

  @Override
  public void handedOff(HandOff handOff, Lane lane, boolean ofGater) {
    synchronized (handOffs) {
      if (handOffs.size() == HAND_OFFS_KEPT) {
        handOffs.remove();
      }
      handOffs.add(handOff);
    }
    // Who waits is not slow; and what Gater says of itself must not grow with what Gater says.
    if (handOff.cause() == HandOff.Cause.OVER_BUDGET && !ofGater) {
      diagnostics.accept(trace(handOff));
    }
  }

  private PerformanceTrace trace(HandOff handOff) {
    return new PerformanceTrace(
        name,
        "handler",
        handOff.lasted().toNanos() / NANOS_PER_MILLI,
        policy.handlerBudget().toNanos() / NANOS_PER_MILLI,
        handOff.thread(),
        handOff.stackTrace().stream().limit(MOST_FRAMES).map(StackTraceElement::toString).toList(),
        name,
        handOff.subscription(),
        handOff.topic(),
        null,
        null);
  }

  List<HandOff> handOffs() {
    synchronized (handOffs) {
      return List.copyOf(handOffs);
    }
  }

  @Override
  public void fault(Throwable unexpected) {
    faults.warn(() -> name + " could not dispatch", unexpected);
  }

  @Override
  public void awaitInline(Lane lane, long nanos) {
    dispatcher.awaitOutOf(lane, nanos);
  }

  @Override
  public void ended(Lane lane, EndedBy by) {
    subscriptions.remove(lane, dispatcher::isCalling);
    reports.ended(lane, by);
  }

  @Override
  public void failed(Lane lane, @Nullable StoredMessage message, Throwable thrown) {
    failures.failed(lane, message, thrown);
  }

  InstanceStats stats() {
    Subscriptions.Sum sum = subscriptions.sum(durables.all().stats());
    SubscriptionStats stats = sum.stats();
    return new InstanceStats(
        ring.accepted(),
        figures.rejected(),
        stats.matched(),
        stats.delivered(),
        stats.failed(),
        stats.droppedBy(),
        stats.inFlight(),
        ring.waiting() + (dispatcher.isDispatching() ? 1 : 0),
        sum.present(),
        figures.deliveryTimes(),
        figures.handlerTimes(),
        new InstanceStats.Lanes(
            sum.own(), dispatcher.stuck(), crew.sharing(), dispatcher.handOffs()));
  }

  List<Lane> lanes() {
    return subscriptions.all();
  }

  /** Lanes and members of durables. */
  List<LocalSubscription> subscriptions() {
    List<LocalSubscription> all = new ArrayList<>(lanes());
    all.addAll(durables.all().members());
    return all;
  }

  /** From now on refuses publications and subscriptions. */
  void close() {
    subscriptions.close();
    durables.all().close();
    ring.close();
  }

  /** Waits until all that was accepted has been handled, up to the deadline. */
  void awaitDrained(long deadlineNanos) {
    dispatcher.awaitEnd(deadlineNanos - System.nanoTime());
    for (Lane lane : lanes()) {
      lane.awaitIdle(deadlineNanos - System.nanoTime());
    }
    durables.all().awaitDrained(deadlineNanos);
  }

  /**
   * What an instance's end left undone.
   *
   * <p>What an instance's end left undone.
   *
   * @param kept messages not delivered that a log or a durable keeps for later
   * @param abandoned those that nobody will see any more
   */
  record Left(long kept, long abandoned) {}

  /** Ends what is left, after {@link #close()}. Does not wait for handlers. */
  Left stop() {
    subscriptions.stop();
    ring.wakeAll();
    List<Lane> left = lanes();
    left.forEach(lane -> lane.end(EndedBy.NODE, DropReason.ABANDONED));
    long deadline = System.nanoTime() + CALLBACKS_NANOS;
    left.forEach(lane -> lane.awaitCallbacks(deadline));
    // Ending the lanes let go of a dispatcher that one of them held.
    boolean ended = dispatcher.awaitEnd(ROUTING_NANOS);
    if (ended) {
      subscriptions.keepLeft();
    }
    Durables.Left ofDurables = durables.all().stop();
    boolean kept =
        ended && log.durability() != Durability.NONE && log.awaitConfirmed(log.last(), DISK_NANOS);
    long undelivered =
        (ended ? ring.abandon() : ring.waiting()) + dispatcher.undelivered() + abandonedByLanes();
    dispatcher.stop();
    crew.stop();
    log.close();
    return new Left(
        ofDurables.kept() + (kept ? undelivered : 0),
        ofDurables.abandoned() + (kept ? 0 : undelivered));
  }

  /** Messages that lanes were still to be given as they ended with the node. */
  private long abandonedByLanes() {
    return subscriptions.sum(List.of()).stats().droppedBy().getOrDefault(DropReason.ABANDONED, 0L);
  }
}
