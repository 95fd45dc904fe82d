package dev.gater.cli.certify;

import dev.gater.Handler;
import dev.gater.InstanceStats;
import dev.gater.PubSub;
import dev.gater.Publication;
import dev.gater.Routing;
import dev.gater.Subscription;
import dev.gater.SubscriptionOptions;
import dev.gater.event.Event;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Floods one instance with publications, and gives it the three bad subscribers that isolation is
 * meant to survive: one that is slow, one that throws, one that does not return. A quick one beside
 * them shows what that does to an innocent.
 */
public final class InstanceFlood implements Flood {
  /** Subscriptions that it makes. */
  public static final int SUBSCRIPTIONS = 4;

  private static final String TOPIC = "certify:flood:";
  private static final long SLOW_MILLIS = 5;

  /** Nobody comes to let go of a handler whose certification has died. */
  private static final long STUCK_AT_MOST_HOURS = 2;

  /** More than an instance in health needs to call each subscriber once. */
  private static final long UNDER_WAY_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** After this, publishers that wait for room are interrupted: audit lets them wait for 5 s. */
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private static final long INTERRUPTED_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final PubSub<?> instance;
  private final int publishers;
  private final Cut cut;
  private final CountDownLatch release = new CountDownLatch(1);
  private final QuickReader quickReader = new QuickReader();
  private final AtomicLong slowCalls = new AtomicLong();
  private final AtomicLong thrown = new AtomicLong();
  private final AtomicLong stuckCalls = new AtomicLong();
  private final List<Subscription> subscriptions = new ArrayList<>();
  private final List<FloodPublisher> running = new ArrayList<>();
  private InstanceStats before;
  private long startedNanos;

  /** To be started; with so many publishing threads. */
  public InstanceFlood(PubSub<?> instance, int publishers, Cut cut) {
    this.instance = instance;
    this.publishers = publishers;
    this.cut = cut;
    this.before = instance.stats();
  }

  @Override
  public String instance() {
    return instance.name();
  }

  @Override
  public void start() {
    before = instance.stats();
    subscribe(instance);
    startedNanos = System.nanoTime();
    quickReader.begin(startedNanos);
    for (int i = 0; i < publishers; i++) {
      String thread = "gater-certify-flood-" + instance.name() + "-" + i;
      running.add(new FloodPublisher(thread, instance.topic(TOPIC + i)));
    }
    cut.passUntil(this::isUnderWay, startedNanos + UNDER_WAY_NANOS);
  }

  private boolean isUnderWay() {
    return slowCalls.get() > 0 && thrown.get() > 0 && stuckCalls.get() > 0;
  }

  private <E extends Event> void subscribe(PubSub<E> on) {
    // The quick one last, so that an instance that serves them in turn comes to it last.
    subscribe(
        on,
        "stuck",
        _ -> {
          stuckCalls.incrementAndGet();
          release.await(STUCK_AT_MOST_HOURS, TimeUnit.HOURS);
        });
    subscribe(
        on,
        "slow",
        _ -> {
          slowCalls.incrementAndGet();
          release.await(SLOW_MILLIS, TimeUnit.MILLISECONDS);
        });
    subscribe(
        on,
        "throwing",
        _ -> {
          thrown.incrementAndGet();
          throw new ExpectedFailure();
        });
    subscribe(on, "quick", _ -> quickReader.read());
  }

  private <E extends Event> void subscribe(PubSub<E> on, String name, Handler<E> handler) {
    SubscriptionOptions options = SubscriptionOptions.of(TOPIC + "*").name("certify-" + name);
    // Where messages are shared out, each is to have all of them: a group of its own.
    boolean shares = on.policy().routing() != Routing.BROADCAST;
    subscriptions.add(on.subscribe(shares ? options.group("certify-" + name) : options, handler));
  }

  @Override
  public FloodFigures stop() {
    running.forEach(FloodPublisher::stop);
    long stoppedNanos = System.nanoTime();
    quickReader.end(stoppedNanos);
    int held = awaitPublishers();
    Subscription quick = subscriptions.getLast();
    cut.passUntil(() -> isSettled(quick), System.nanoTime() + SETTLE_NANOS);
    FloodFigures figures =
        figures((stoppedNanos - startedNanos) / 1e9, held, quickReader.figures(instance, quick));
    release.countDown();
    subscriptions.forEach(Subscription::close);
    return figures;
  }

  /** Answers with how many do not come back. */
  private int awaitPublishers() {
    long patience = System.nanoTime() + PATIENCE_NANOS;
    running.stream().filter(one -> !one.endsBy(patience)).forEach(FloodPublisher::interrupt);
    long end = System.nanoTime() + INTERRUPTED_NANOS;
    return (int) running.stream().filter(one -> !one.endsBy(end)).count();
  }

  /** In this order: what has left the ring is with the subscription. */
  private boolean isSettled(Subscription quick) {
    return instance.stats().waiting() == 0 && quick.stats().inFlight() == 0;
  }

  private FloodFigures figures(double seconds, int held, FloodFigures.Quick quick) {
    InstanceStats after = instance.stats();
    Map<Publication.Reason, Long> refusedBy = new EnumMap<>(Publication.Reason.class);
    running.forEach(publisher -> publisher.addRefusedTo(refusedBy));
    return new FloodFigures(
        instance.name(),
        seconds,
        running.stream().mapToLong(FloodPublisher::accepted).sum(),
        refusedBy,
        after.failed() - before.failed(),
        difference(after.droppedBy(), before.droppedBy()),
        slowCalls.get(),
        stuckCalls.get() > 0,
        held,
        quick);
  }

  private static <K extends Enum<K>> Map<K, Long> difference(
      Map<K, Long> after, Map<K, Long> before) {
    Map<K, Long> difference = new TreeMap<>(after);
    before.forEach((reason, count) -> difference.merge(reason, -count, Long::sum));
    difference.values().removeIf(count -> count == 0);
    return difference;
  }
}
