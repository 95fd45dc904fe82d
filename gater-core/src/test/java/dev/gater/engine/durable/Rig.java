package dev.gater.engine.durable;

import dev.gater.DeadLetter;
import dev.gater.Handler;
import dev.gater.Message;
import dev.gater.Policy;
import dev.gater.Subscription.EndedBy;
import dev.gater.SubscriptionOptions;
import dev.gater.engine.lane.LocalSubscription;
import dev.gater.engine.log.MemoryLog;
import dev.gater.engine.message.StoredMessage;
import dev.gater.spi.DurableStore;
import dev.gater.spi.MessageLog;
import dev.gater.spi.TestMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * The durables of one instance without a thread: what they want run waits until a test runs it, the
 * time stands still until it is moved, and log and store survive a {@link #restart}.
 */
final class Rig implements DurableOwner {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  final List<String> stalls = new ArrayList<>();
  final List<Throwable> faults = new ArrayList<>();
  MessageLog log;
  final DurableStore store;

  /** Whether the store can't be written. */
  boolean full;

  Durables durables;
  private final Policy policy;
  private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
  private Instant now = START;

  Rig(Policy policy) {
    this.policy = policy;
    this.log = new MemoryLog("e1", policy, () -> now);
    this.store = new Surviving();
    this.durables = open();
  }

  private Durables open() {
    return new Durables("events", policy, log, store, () -> now, this, all -> {}, log::last);
  }

  Instant now() {
    return now;
  }

  long publish(String topic) {
    long sequence = log.last() + 1;
    log.append(new TestMessage("e1", sequence, topic, now, sequence));
    durables.grown(sequence);
    return sequence;
  }

  Member join(SubscriptionOptions options, Handler<?> handler) {
    Member member = durables.subscribe(options, options.durable().orElseThrow(), handler);
    runAll();
    return member;
  }

  /** Runs what is to be run, and what is due by now, until there is nothing. */
  void runAll() {
    for (int i = 0; i < 100_000; i++) {
      Runnable next = tasks.poll();
      if (next == null) {
        durables.tick();
        next = tasks.poll();
      }
      if (next == null) {
        return;
      }
      next.run();
    }
    throw new AssertionError("it never rests");
  }

  void advance(Duration by) {
    now = now.plus(by);
    runAll();
  }

  /** Closes the node, with nothing under way, and opens the next one. */
  void restart() {
    var _ = stop();
    durables = open();
  }

  /** Closes the node. */
  Durables.Left stop() {
    durables.close();
    Durables.Left left = durables.stop();
    tasks.clear();
    return left;
  }

  /** Opens the next node without having closed this one, which does nothing more. */
  void crash() {
    tasks.clear();
    durables = open();
  }

  /** The next node finds a log of another epoch. */
  void restart(MessageLog other) {
    var _ = stop();
    log = other;
    durables = open();
  }

  @Override
  public void run(Runnable task) {
    tasks.add(task);
  }

  @Override
  public void ended(LocalSubscription member, EndedBy by) {}

  @Override
  public void failed(LocalSubscription member, @Nullable Message<?> message, Throwable thrown) {}

  @Override
  public void timed(StoredMessage message, long start, long end, long weight) {}

  @Override
  public void stalled(String durable, String how) {
    stalls.add(durable + " " + how);
  }

  @Override
  public void recovered(String durable) {
    stalls.add(durable + " recovered");
  }

  @Override
  public void fault(Throwable unexpected) {
    faults.add(unexpected);
  }

  /** A store in memory that is there for the next node. */
  private final class Surviving implements DurableStore {
    private final DurableStore kept = new MemoryDurableStore();

    @Override
    public boolean outlivesNode() {
      return true;
    }

    @Override
    public NavigableMap<String, State> load() {
      return kept.load();
    }

    @Override
    public void save(String durable, Change change) {
      if (full) {
        throw new IllegalStateException("no room left");
      }
      kept.save(durable, change);
    }

    @Override
    public void remove(String durable) {
      kept.remove(durable);
    }

    @Override
    public List<DeadLetter> dead(String durable, long from, int limit) {
      return kept.dead(durable, from, limit);
    }

    @Override
    public long countDead(String durable) {
      return kept.countDead(durable);
    }

    @Override
    public void close() {}
  }
}
