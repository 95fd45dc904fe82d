package dev.gater.engine.dispatch;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * One attempt to take a call off a dispatcher. Whether it succeeds is settled once, by
 * compare-and-set, between the one who attempts it and the dispatcher that comes back meanwhile.
 * Each attempt is an object of its own, so an answer can't be taken for that of another.
 */
final class Attempt {
  private static final int OPEN = 0;
  private static final int KEPT = 1;
  private static final int TAKEN = 2;

  private final long call;
  private final AtomicInteger state = new AtomicInteger(OPEN);

  /** To take that call, as the shift announced it. */
  Attempt(long call) {
    this.call = call;
  }

  /** The call that it is about. */
  long call() {
    return call;
  }

  /** The dispatcher's side: whether it goes on being the dispatcher. */
  boolean keep() {
    return state.compareAndSet(OPEN, KEPT) || state.get() == KEPT;
  }

  /** The other side: whether the call now belongs to the thread that is in it, and to it alone. */
  boolean take() {
    return state.compareAndSet(OPEN, TAKEN);
  }
}
