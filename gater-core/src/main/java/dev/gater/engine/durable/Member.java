package dev.gater.engine.durable;

import dev.gater.AckHandler;
import dev.gater.DropReason;
import dev.gater.Gap;
import dev.gater.Handler;
import dev.gater.Message;
import dev.gater.SubscriptionOptions;
import dev.gater.SubscriptionStats;
import dev.gater.engine.lane.LocalSubscription;
import dev.gater.engine.message.StoredMessage;
import dev.gater.event.Event;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A subscription that is a member of a durable: the calls of its handler, one at a time. It takes
 * turns on the threads of the instance's crew, and is there once at most ({@code scheduled},
 * guarded by the durable's lock).
 */
public final class Member implements LocalSubscription {
  /** After so many calls, or so long, it queues up behind the others of its instance. */
  private static final int TURN_CALLS = 64;

  private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** How long {@link #close()} waits for a call under way. */
  private static final long CLOSE_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final ThreadLocal<@Nullable Member> CURRENT = new ThreadLocal<>();

  private final long number;
  private final String name;
  private final SubscriptionOptions options;
  private final Handler<Event> handler;
  private final LocalDurable durable;
  private final DurableOwner owner;
  private final CompletableFuture<EndedBy> whenClosed = new CompletableFuture<>();
  private final AtomicLong ofGater = new AtomicLong();
  private final AtomicLong timedNanos = new AtomicLong();
  private final AtomicLong timedCalls = new AtomicLong();
  private long callsSinceTimed;

  /** What follows is guarded by the durable's lock. */
  final Share share;

  boolean scheduled;
  @Nullable EndedBy endedBy;
  @Nullable Thread caller;

  /** What it is called with; null for a gap and between calls. */
  @Nullable Entry calling;

  @SuppressWarnings("unchecked") // the public API ties handler and instance to one family
  Member(
      long number,
      String name,
      SubscriptionOptions options,
      Handler<?> handler,
      LocalDurable durable,
      DurableOwner owner,
      Share share) {
    this.number = number;
    this.name = name;
    this.options = options;
    this.handler = (Handler<Event>) handler;
    this.durable = durable;
    this.owner = owner;
    this.share = share;
  }

  /** The member whose handler the current thread is in, or null. */
  public static @Nullable Member current() {
    return CURRENT.get();
  }

  /** Whether it is of that instance: names alone are the same on every node. */
  public boolean isOf(DurableOwner instance) {
    return owner.equals(instance);
  }

  /** Calls the handler until nothing is there for it, or its turn is over. */
  void takeTurn() {
    CURRENT.set(this);
    try {
      long now = System.nanoTime();
      long turnEnds = now + TURN_NANOS;
      for (int calls = 0; calls < TURN_CALLS && now <= turnEnds; calls++) {
        Object next = durable.next(this);
        if (next == null) {
          return;
        }
        call(next);
        durable.returned(this);
        long end = System.nanoTime();
        if (next instanceof Given given) {
          ended(given.message(), now, end);
        }
        now = end;
      }
    } catch (RuntimeException | Error broken) { // must not be: nobody would call it any more
      owner.fault(broken);
      end(EndedBy.POLICY, DropReason.RETURNED);
      return;
    } finally {
      CURRENT.remove();
    }
    owner.run(this::takeTurn);
  }

  private void call(Object next) {
    try {
      if (next instanceof Gap gap) {
        handler.gap(gap);
      } else {
        give((Given) next);
      }
    } catch (Throwable thrown) { // an Error of one handler must not end the thread of the others
      if (next instanceof Given given) {
        boolean _ = given.thrown(describe(thrown));
      }
      owner.failed(this, next instanceof Given given ? given.message() : null, thrown);
    }
    boolean _ = Thread.interrupted(); // a handler that interrupts itself, and nobody after it
  }

  private void give(Given given) throws Exception {
    if (given.message() instanceof StoredMessage message && message.ofGater()) {
      ofGater.incrementAndGet();
    }
    if (handler instanceof AckHandler<Event> acknowledging) {
      acknowledging.handle(given);
    } else {
      handler.handle(given.message());
      boolean _ = given.ack();
    }
  }

  private static String describe(Throwable thrown) {
    try {
      return "its handler threw " + thrown;
    } catch (RuntimeException | Error again) { // it throws when it is looked at
      return "its handler threw " + thrown.getClass().getName();
    }
  }

  private void ended(Message<?> message, long start, long end) {
    callsSinceTimed++;
    if (message instanceof StoredMessage stored && stored.isTimed()) {
      timedNanos.addAndGet(end - start);
      timedCalls.incrementAndGet();
      owner.timed(stored, start, end, callsSinceTimed);
      callsSinceTimed = 0;
    }
  }

  @Override
  public void close() {
    end(EndedBy.OWNER, DropReason.RETURNED);
    awaitCall(CLOSE_WAIT_NANOS);
  }

  /** What it has not acknowledged goes back to the durable, whatever the reason. */
  @Override
  public void end(EndedBy by, DropReason reason) {
    if (durable.leave(this, by, DropReason.RETURNED)) {
      announceEnd(by);
    }
  }

  /** Tells its owner and whoever waits for the end, once {@code endedBy} is set. */
  void announceEnd(EndedBy by) {
    owner.ended(this, by);
    if (by == EndedBy.OWNER) {
      whenClosed.complete(by);
    } else { // a callback that blocks must hold up nobody
      Thread.startVirtualThread(() -> whenClosed.complete(by));
    }
  }

  @Override
  public void awaitCall(long nanos) {
    durable.await(nanos, () -> caller != null && caller != Thread.currentThread());
  }

  @Override
  public SubscriptionStats stats() {
    return durable.statsOf(this);
  }

  @Override
  public long matchedOfOthers() {
    return stats().matched() - ofGater.get();
  }

  @Override
  public Duration meanHandlerTime() {
    long calls = timedCalls.get();
    return Duration.ofNanos(calls == 0 ? 0 : timedNanos.get() / calls);
  }

  @Override
  public long number() {
    return number;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String instance() {
    return durable.instance();
  }

  @Override
  public SubscriptionOptions options() {
    return options;
  }

  @Override
  public boolean inLine() {
    return false;
  }

  @Override
  public CompletionStage<EndedBy> whenClosed() {
    return whenClosed.minimalCompletionStage();
  }

  @Override
  public String toString() {
    return instance() + "=" + options.pattern() + " (" + name + ")";
  }
}
