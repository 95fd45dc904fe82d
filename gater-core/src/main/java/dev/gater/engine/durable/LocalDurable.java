package dev.gater.engine.durable;

import dev.gater.DropReason;
import dev.gater.DurableOptions;
import dev.gater.Handler;
import dev.gater.Message;
import dev.gater.Subscription.EndedBy;
import dev.gater.SubscriptionOptions;
import dev.gater.SubscriptionStats;
import dev.gater.TopicPattern;
import dev.gater.engine.durable.Reading.Work;
import dev.gater.engine.lane.Lane;
import dev.gater.engine.message.StoredMessage;
import dev.gater.event.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A durable at work: members take what its {@link Cursor} gives them, on threads of the crew, and
 * the cursor takes what they answer.
 *
 * <p>{@code lock} guards cursor, members and everything else here but what is volatile. It is never
 * held while the log, the store or a handler is called, and no other lock is taken under it but the
 * timekeeper's. Who finds nothing reads on from the log, one at a time; who finds nothing to read
 * either rests, and is woken by what changes that: a message in the log ({@link #grown}), an
 * answer, the time.
 *
 * <p>{@code saving} is held while a change is stored, so that states are stored in their order. It
 * is taken before {@code lock}.
 */
final class LocalDurable {
  /** After that long a log that could not be read is tried again. */
  private static final long READ_AGAIN_MILLIS = 1_000;

  final String name;
  final TopicPattern pattern;
  final ReentrantLock lock = new ReentrantLock();
  final ReentrantLock saving = new ReentrantLock();

  /** Guarded by {@code lock}, like all that is not final. */
  final Cursor cursor;

  final Lag lag = new Lag();
  final Progress progress = new Progress();
  final Durables all;
  final Set<Member> members = new LinkedHashSet<>();
  boolean paused;
  boolean dirty;
  long storeAgainAt;

  private final Condition changed = lock.newCondition();
  private final Set<Member> idle = new LinkedHashSet<>();
  private final Reading reading;
  private final Housekeeping housekeeping = new Housekeeping(this);
  private long readAgainAt;
  private boolean stopped;
  private @Nullable EndedBy ended;

  /** Somebody is to be told when there is more in the log. */
  private volatile boolean hungry = true;

  LocalDurable(String name, TopicPattern pattern, Cursor cursor, boolean paused, Durables all) {
    this.name = name;
    this.pattern = pattern;
    this.cursor = cursor;
    this.paused = paused;
    this.all = all;
    this.reading = new Reading(this);
    lag.restart(cursor.through());
    progress.at(all.now());
  }

  static Duration checked(Duration delay) {
    if (delay.isNegative()) {
      throw new IllegalArgumentException("a delay must not be negative: " + delay);
    }
    return delay;
  }

  String instance() {
    return all.instance();
  }

  /** The last message of the log that may be given out. */
  long shown() {
    return all.shown();
  }

  /** {@link #shown} has risen. For the dispatcher: it does next to nothing where nobody waits. */
  void grown() {
    if (hungry) {
      hungry = false;
      all.owner().run(this::wake);
    }
  }

  private void wake() {
    lock.lock();
    try {
      if (progress.lags(all.now())) {
        housekeeping.dueNow();
      }
    } finally {
      lock.unlock();
    }
    schedule(takeIdle(Integer.MAX_VALUE));
  }

  /** Something has changed that is to be stored, and may make something due. Under the lock. */
  void touch() {
    dirty = true;
    housekeeping.dueNow();
  }

  /** Idle members for whom there is something, from now on scheduled. */
  private List<Member> takeIdle(int most) {
    lock.lock();
    try {
      if (idle.isEmpty()
          || !givesOut()
          || reading.isUnderWay()
          || !cursor.mayHaveSomething(shown())) {
        return List.of();
      }
      List<Member> taken = new ArrayList<>();
      // Any member may have what is not bound to one, so one will do; it wakes the next.
      int wanted = Math.min(most, cursor.isKeyed() ? Integer.MAX_VALUE : 1);
      for (Member member : idle) {
        if (taken.size() < wanted && cursor.hasFor(member.share, shown())) {
          taken.add(member);
        }
      }
      taken.forEach(member -> {
        idle.remove(member);
        member.scheduled = true;
      });
      return taken;
    } finally {
      lock.unlock();
    }
  }

  private void schedule(List<Member> taken) {
    taken.forEach(member -> all.owner().run(member::takeTurn));
  }

  /** Has those called for whom there is something now. */
  void wakeIdle() {
    schedule(takeIdle(Integer.MAX_VALUE));
  }

  private boolean givesOut() {
    return !paused && !stopped && ended == null && all.now() >= readAgainAt;
  }

  /**
   * A new member.
   *
   * @throws IllegalStateException if it is removed or the node closed
   */
  Member join(String memberName, SubscriptionOptions options, Handler<?> handler) {
    lock.lock();
    try {
      checkPresent();
      options
          .durableOptions()
          .ifPresent(settings -> cursor.options(settings, all.isKeyed(settings)));
      Share share = cursor.join();
      Member member =
          new Member(Lane.newNumber(), memberName, options, handler, this, all.owner(), share);
      members.add(member);
      member.scheduled = true;
      touch();
      return member;
    } finally {
      lock.unlock();
    }
  }

  void checkPresent() {
    if (ended == EndedBy.REMOVAL) {
      throw new IllegalStateException("durable " + name + " of " + instance() + " was removed");
    }
    if (ended != null) {
      throw new IllegalStateException("the node is closed");
    }
  }

  /** What a member is to be called with next, a gap or a delivery; null if it is to rest. */
  @Nullable Object next(Member member) {
    while (true) {
      Work work;
      List<Member> others = List.of();
      lock.lock();
      try {
        boolean mayHave = member.endedBy == null && givesOut();
        Object next = mayHave ? cursor.next(member.share, all.now()) : null;
        if (next != null) {
          hungry = !idle.isEmpty(); // the current thread may be long in the call
          others = takeIdle(1);
          return begin(member, next);
        }
        // In this order: what is added to the log from now on finds somebody hungry.
        hungry = true;
        work = mayHave ? reading.begin(cursor, member.share, shown()) : null;
        hungry = work == null;
        if (work == null) {
          member.scheduled = false;
          if (member.endedBy == null) {
            idle.add(member);
          }
          changed.signalAll();
          return null;
        }
      } finally {
        lock.unlock();
        schedule(others);
      }
      read(work);
    }
  }

  private void read(Work work) {
    try {
      reading.read(work, all.log(), all.store());
    } catch (RuntimeException broken) { // the log, or the store: it may be there again later
      lock.lock();
      try {
        reading.forget();
        readAgainAt = all.now() + READ_AGAIN_MILLIS;
        touch();
      } finally {
        lock.unlock();
      }
      all.owner().fault(broken);
    }
    wakeIdle();
  }

  @SuppressWarnings("unchecked") // the log holds this instance's messages only
  private Object begin(Member member, Object next) {
    member.caller = Thread.currentThread();
    touch();
    if (!(next instanceof Entry entry)) {
      return next;
    }
    member.calling = entry;
    Message<Event> message = (Message<Event>) Objects.requireNonNull(entry.message);
    return new Given(this, entry, entry.attempts, message);
  }

  /** A member's call is over. */
  void returned(Member member) {
    lock.lock();
    try {
      Entry entry = member.calling;
      member.caller = null;
      member.calling = null;
      if (member.endedBy != null && entry != null && member.share.equals(entry.holder)) {
        cursor.giveBack(entry, DropReason.RETURNED);
        touch();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    wakeIdle();
  }

  /**
   * A member leaves.
   *
   * @return false if it had left before
   */
  boolean leave(Member member, EndedBy by, DropReason reason) {
    lock.lock();
    try {
      if (member.endedBy != null) {
        return false;
      }
      member.endedBy = by;
      members.remove(member);
      idle.remove(member);
      cursor.leave(member.share, member.calling, reason);
      touch();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    wakeIdle();
    return true;
  }

  boolean ack(Entry entry, int attempt, boolean through) {
    return answer(
        entry,
        attempt,
        () -> {
          if (through) {
            cursor.acknowledgeThrough(entry);
          } else {
            cursor.acknowledge(entry);
          }
          progress.made(all.now());
        });
  }

  boolean fail(Entry entry, int attempt, @Nullable Duration delay, String why) {
    return answer(entry, attempt, () -> cursor.fail(entry, delay, why, all.now()));
  }

  boolean reject(Entry entry, int attempt, String why) {
    return answer(entry, attempt, () -> cursor.reject(entry, why));
  }

  private boolean answer(Entry entry, int attempt, Runnable answer) {
    boolean taken;
    lock.lock();
    try {
      if (!entry.isCurrent(attempt)) {
        return false;
      }
      taken = ended == null; // after the end it counts, but is not stored any more
      answer.run();
      touch();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    wakeIdle();
    return taken;
  }

  Housekeeping housekeeping() {
    return housekeeping;
  }

  /** Does what is due by now, but for storing; false if the durable has ended. */
  boolean tick() {
    lock.lock();
    try {
      dirty |= ended == null && cursor.tick(all.now());
      changed.signalAll();
      return ended == null;
    } finally {
      lock.unlock();
    }
  }

  /** When something is to be done next. Under the lock. */
  long nextDue() {
    if (members.isEmpty()) { // in this order, as in next()
      hungry = true;
      hungry = !mayLag();
    }
    long due = Math.min(cursor.nextDue(), progress.nextDue(this));
    due = readAgainAt > all.now() ? Math.min(due, readAgainAt) : due;
    return dirty ? Math.min(due, storeAgainAt) : due;
  }

  /** Whether there may be messages that are not settled. Under the lock. */
  boolean mayLag() {
    return cursor.openCount() > 0 || cursor.through() < shown();
  }

  boolean isOurs(Message<?> message) {
    return !(message instanceof StoredMessage stored && stored.hasSender())
        || members.stream().noneMatch(stored::isFrom);
  }

  /** What was being read is not wanted any more. Under the lock. */
  void readAnew() {
    reading.forget();
    readAgainAt = 0;
    lag.restart(cursor.through());
    progress.at(all.now());
    touch();
  }

  long settledThrough() {
    return locked(cursor::settledThrough);
  }

  List<Member> members() {
    return locked(() -> List.copyOf(members));
  }

  SubscriptionStats statsOf(Member member) {
    return locked(() -> member.share.stats(cursor.through() < shown()));
  }

  SubscriptionStats sum() {
    return locked(() -> cursor.sum().stats(false));
  }

  private <T> T locked(Supplier<T> read) {
    lock.lock();
    try {
      return read.get();
    } finally {
      lock.unlock();
    }
  }

  /** Gives nothing out any more. */
  void stop() {
    lock.lock();
    try {
      stopped = true;
    } finally {
      lock.unlock();
    }
  }

  /** Waits, up to that long, while it is so; asked under the lock. Not cut short by interrupts. */
  void await(long nanos, BooleanSupplier so) {
    long deadline = System.nanoTime() + nanos;
    boolean interrupted = false;
    lock.lock();
    try {
      while (so.getAsBoolean()) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return;
        }
        try {
          changed.awaitNanos(left);
        } catch (InterruptedException interrupt) {
          interrupted = true;
        }
      }
    } finally {
      lock.unlock();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Ends it and its members, with what was given to them dropped for that reason.
   *
   * @return the members, whose ends are to be announced
   */
  List<Member> end(EndedBy by, DropReason reason) {
    lock.lock();
    try {
      List<Member> left = List.copyOf(members);
      for (Member member : left) {
        member.endedBy = by;
        cursor.leave(member.share, member.calling, reason);
      }
      members.clear();
      idle.clear();
      stopped = true;
      changed.signalAll();
      return left;
    } finally {
      lock.unlock();
    }
  }

  /** Nothing is stored from now on: waits for what is being stored. */
  void ended(EndedBy by) {
    saving.lock();
    lock.lock();
    try {
      ended = by;
      housekeeping.over();
    } finally {
      lock.unlock();
      saving.unlock();
    }
  }

  /** Whether nothing is stored any more. Under the lock. */
  boolean hasEnded() {
    return ended != null;
  }

  DurableOptions options() {
    return locked(cursor::options);
  }

  @Override
  public String toString() {
    return instance() + "=" + pattern + " (durable " + name + ")";
  }
}
