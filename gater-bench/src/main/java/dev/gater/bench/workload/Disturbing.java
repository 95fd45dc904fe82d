package dev.gater.bench.workload;

import dev.gater.bench.peer.Receiver;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The tenth subscriber: it holds its thread until it is released. */
final class Disturbing implements Receiver {
  private final CountDownLatch released = new CountDownLatch(1);
  private final AtomicLong count = new AtomicLong();
  private final AtomicLong missed = new AtomicLong();
  private final long holdNanos;

  private Disturbing(long holdNanos) {
    this.holdNanos = holdNanos;
  }

  /** One that does not return from its first message: not before it is released. */
  static Disturbing stuck() {
    return new Disturbing(Await.MOST_NANOS);
  }

  /** One that takes 5 ms a message. */
  static Disturbing slow() {
    return new Disturbing(TimeUnit.MILLISECONDS.toNanos(5));
  }

  @Override
  public void take(long value) {
    try {
      if (released.getCount() > 0) {
        boolean _ = released.await(holdNanos, TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    count.incrementAndGet();
  }

  @Override
  public void missed(long messages) {
    missed.addAndGet(messages);
  }

  void release() {
    released.countDown();
  }

  long count() {
    return count.get();
  }

  long settled() {
    return count.get() + missed.get();
  }
}
