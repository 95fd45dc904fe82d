package dev.gater.engine.durable;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What a durable does as time passes: attempts end and begin, changes are stored, a stall is said.
 * It is asked often whether something is due, without a lock, and done by the crew, once at a time.
 */
final class Housekeeping {
  private final LocalDurable durable;
  private final AtomicBoolean asked = new AtomicBoolean();
  private volatile long nextDue;

  Housekeeping(LocalDurable durable) {
    this.durable = durable;
  }

  /** Something is due now, as soon as somebody looks. */
  void dueNow() {
    nextDue = 0;
    durable.all.watch();
  }

  /** Nothing will be due any more. */
  void over() {
    nextDue = Long.MAX_VALUE;
  }

  boolean isDue(long now) {
    return nextDue <= now;
  }

  /** Whether something will be due. */
  boolean isWatched() {
    return nextDue != Long.MAX_VALUE;
  }

  /** Has it done. */
  void soon() {
    if (asked.compareAndSet(false, true)) {
      durable.all.owner().run(this::run);
    }
  }

  private void run() {
    asked.set(false);
    if (!durable.tick()) {
      over();
      return;
    }
    Storing.storeIfDue(durable);
    durable.progress.report(durable);
    durable.lock.lock();
    try {
      nextDue = durable.nextDue();
    } finally {
      durable.lock.unlock();
    }
    durable.all.hold();
    durable.wakeIdle();
  }
}
