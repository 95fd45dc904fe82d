package dev.gater.bench.workload;

import dev.gater.bench.peer.Receiver;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The handler of every workload that measures throughput: it adds the message to a sum and counts
 * it. Both numbers are written by one thread at a time; the release makes the sum readable to
 * whoever has seen the count, and keeps the compiler from making one addition of many.
 *
 * <p>Sixteen longs follow, so that no two counters share a cache line and none is slowed down by
 * its neighbour's thread.
 */
final class Counter extends Counted implements Receiver {
  private final AtomicLong missed = new AtomicLong();
  long p00;
  long p01;
  long p02;
  long p03;
  long p04;
  long p05;
  long p06;
  long p07;
  long p08;
  long p09;
  long p10;
  long p11;
  long p12;
  long p13;
  long p14;
  long p15;

  @Override
  public void take(long value) {
    sum += value;
    COUNT.setRelease(this, count + 1);
  }

  @Override
  public void missed(long messages) {
    missed.addAndGet(messages);
  }

  long count() {
    return (long) COUNT.getAcquire(this);
  }

  /** What arrived, and what the peer says will not. */
  long settled() {
    return count() + missed.get();
  }

  /** Complete once the count is. */
  long sum() {
    long _ = count();
    return sum;
  }

  static Counter[] many(int count) {
    Counter[] counters = new Counter[count];
    for (int i = 0; i < count; i++) {
      counters[i] = new Counter();
    }
    return counters;
  }
}
