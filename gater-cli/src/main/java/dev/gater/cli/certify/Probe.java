package dev.gater.cli.certify;

import dev.gater.DropReason;
import dev.gater.Message;
import dev.gater.PubSub;
import dev.gater.Publication;
import dev.gater.Subscription;
import dev.gater.SubscriptionOptions;
import dev.gater.Topic;
import dev.gater.event.Event;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * Publishes on one instance at a steady rate to a subscriber of its own, and measures how that
 * goes.
 *
 * <p>A delivery's latency counts from the moment its publication was due in the schedule, not from
 * when it came to be published: else an instance that stops would look well, because nothing is
 * published meanwhile ("coordinated omission").
 *
 * <p>The instance's own policy must have no reason to drop or refuse a probe, or every slow machine
 * would look like a broken promise. So no more probes are under way at a time than ring and queue
 * hold, and a topic comes round again only when its last message has been delivered, so that there
 * is nothing to conflate.
 */
final class Probe implements AutoCloseable {
  private static final int MOST_UNDER_WAY = 64;
  private static final String TYPE = "certify_probe";
  private static final String TOPIC = "certify:probe:";
  private static final long LOOK_NANOS = 200_000;
  private static final double NANOS = 1e9;

  /** A message's number is that of its probe, which takes no other's, and its place there. */
  private static final int INDEX_BITS = 32;

  private static final AtomicLong NUMBERS = new AtomicLong();

  private final long base = NUMBERS.incrementAndGet() << INDEX_BITS;
  private final PubSub<?> instance;
  private final Cut cut;
  private final List<Topic> topics;
  private final int window;
  private final long due;
  private final Subscription subscription;
  private final AtomicInteger inHandler = new AtomicInteger();
  private final Thread publisher;
  private final long begunNanos;
  private volatile boolean ended;

  /** The fields below are guarded by this: handlers' calls that overlap must not spoil them. */
  private final Object lock = new Object();

  private final Histogram latencies = new Histogram(3);
  private final Map<Publication.Reason, Long> refusedBy = new EnumMap<>(Publication.Reason.class);
  private long accepted;
  private long delivered;
  private long unordered;
  private long overlapping;
  private long lastIndex = -1;
  private long lastNanos;

  /** Subscribes, and begins to publish for that long. */
  Probe(PubSub<?> instance, Duration length, Cut cut) {
    this.instance = instance;
    this.cut = cut;
    this.topics =
        IntStream.range(0, MOST_UNDER_WAY).mapToObj(i -> instance.topic(TOPIC + i)).toList();
    this.window =
        Math.min(MOST_UNDER_WAY, Math.min(instance.policy().ring(), instance.policy().queue()));
    this.due = Math.max(1, Math.round(length.toNanos() / NANOS * Certificate.PROBES_PER_SECOND));
    this.begunNanos = System.nanoTime();
    this.lastNanos = begunNanos;
    this.subscription = subscribe(instance);
    this.publisher = Threads.start("gater-certify-probe-" + instance.name(), this::publish);
  }

  private <E extends Event> Subscription subscribe(PubSub<E> on) {
    return on.subscribe(
        SubscriptionOptions.of(TOPIC + "*").name("certify-probe"), message -> take(message));
  }

  private void publish() {
    for (long index = 0; index < due; index++) {
      awaitTurn(index);
      if (isOver()) {
        return;
      }
      Topic topic = topics.get((int) (index % MOST_UNDER_WAY));
      Publication answer = topic.publish(TYPE, base + index);
      synchronized (lock) {
        if (answer.accepted()) {
          accepted++;
        } else {
          refusedBy.merge(answer.reason(), 1L, Long::sum);
        }
      }
    }
  }

  private void awaitTurn(long index) {
    long left = dueNanos(index) - System.nanoTime();
    while (left > 0 && !isOver()) {
      LockSupport.parkNanos(this, left);
      left = dueNanos(index) - System.nanoTime();
    }
    while (underWay() >= window && !isOver()) {
      LockSupport.parkNanos(this, LOOK_NANOS);
    }
  }

  private boolean isOver() {
    return ended || cut.isMade();
  }

  private long underWay() {
    synchronized (lock) {
      return accepted - delivered;
    }
  }

  private long dueNanos(long index) {
    return begunNanos + (long) (index * NANOS / Certificate.PROBES_PER_SECOND);
  }

  private void take(Message<?> message) {
    boolean overlaps = inHandler.incrementAndGet() > 1;
    try {
      long index = message.data() instanceof Number number ? number.longValue() - base : -1;
      if (index >= 0 && index < due) {
        take(index, overlaps);
      }
    } finally {
      inHandler.decrementAndGet();
    }
  }

  private void take(long index, boolean overlaps) {
    synchronized (lock) {
      lastNanos = System.nanoTime();
      latencies.recordValue(Math.max(0, lastNanos - dueNanos(index)));
      delivered++;
      unordered += index <= lastIndex ? 1 : 0;
      overlapping += overlaps ? 1 : 0;
      lastIndex = Math.max(lastIndex, index);
    }
  }

  /** Waits until all has been published and delivered, at most until then; says how it went. */
  Reading read(long deadlineNanos) {
    cut.passUntil(() -> !publisher.isAlive() && underWay() <= 0, deadlineNanos);
    Map<DropReason, Long> droppedBy = subscription.stats().droppedBy();
    synchronized (lock) {
      long nowNanos = System.nanoTime();
      double planned = (double) due / Certificate.PROBES_PER_SECOND;
      double seconds = Math.max(planned, (lastNanos - begunNanos) / NANOS);
      return new Reading(
          instance.name(),
          due,
          accepted,
          new EnumMap<>(refusedBy),
          delivered,
          droppedBy,
          unordered,
          overlapping,
          delivered / seconds,
          Latency.of(latencies),
          Duration.ofNanos(Math.max(latencies.getMaxValue(), openNanos(nowNanos))));
    }
  }

  /** How long the first probe that is still to come has been due. */
  private long openNanos(long nowNanos) {
    boolean open = accepted > delivered || accepted + Counts.sum(refusedBy) < due;
    return open ? nowNanos - dueNanos(lastIndex + 1) : 0;
  }

  /** Lets go of whatever is left. */
  @Override
  public void close() {
    ended = true;
    LockSupport.unpark(publisher);
    if (!Threads.join(publisher, TimeUnit.MILLISECONDS.toNanos(100))) {
      publisher.interrupt(); // its instance makes it wait
      Threads.join(publisher, TimeUnit.SECONDS.toNanos(1));
    }
    subscription.close();
  }
}
