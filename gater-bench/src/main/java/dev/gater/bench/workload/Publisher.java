package dev.gater.bench.workload;

import dev.gater.bench.peer.Bus;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A thread that publishes as fast as it is let, for a given time. */
final class Publisher {
  /** A block of publications that takes longer was kept waiting. */
  private static final long PATIENCE_NANOS = 1_000_000;

  private final Bus bus;
  private final int topics;
  private final int block;
  private final boolean mayRefuse;
  private final @Nullable Pace pace;
  private final AtomicLong blockedNanos = new AtomicLong();
  private final AtomicLong blockStart = new AtomicLong();
  private final CountDownLatch go = new CountDownLatch(1);
  private final Thread thread;
  private volatile long deadline;
  private volatile long published;
  private volatile @Nullable Throwable failure;

  /**
   * @param block publications between two looks at the clock
   * @param mayRefuse whether a refused publication is no failure
   * @param pace for a bus without bounds
   */
  Publisher(String name, Bus bus, int topics, int block, boolean mayRefuse, @Nullable Pace pace) {
    this.bus = bus;
    this.topics = topics;
    this.block = block;
    this.mayRefuse = mayRefuse;
    this.pace = pace;
    thread = Thread.ofPlatform().daemon().name(name).start(this::run);
  }

  void publishUntil(long nanoTime) {
    deadline = nanoTime;
    blockStart.set(System.nanoTime());
    go.countDown();
  }

  private void run() {
    try {
      if (go.await(Await.MOST_NANOS, TimeUnit.NANOSECONDS)) {
        publish();
      }
    } catch (Throwable thrown) { // told to whoever joins
      failure = thrown;
    }
  }

  private void publish() {
    long end = deadline;
    long message = 0;
    int topic = 0;
    long now = System.nanoTime();
    while (now < end) {
      for (int i = 0; i < block; i++) {
        if (!bus.publish(topic, Values.of(message)) && !mayRefuse) {
          throw new IllegalStateException("publication " + message + " was refused");
        }
        message++;
        if (++topic == topics) {
          topic = 0;
        }
      }
      long then = now;
      now = System.nanoTime();
      if (now - then > PATIENCE_NANOS) {
        blockedNanos.setRelease(blockedNanos.getPlain() + now - then);
      }
      blockStart.setRelease(now);
      if (pace != null) {
        pace.keep(block);
        now = System.nanoTime();
        blockStart.setRelease(now); // waiting for its pace is not being held up by the peer
      }
    }
    published = message;
  }

  /** Waits for the end; answers with the publications accepted. */
  long join() {
    try {
      thread.join(TimeUnit.NANOSECONDS.toMillis(Await.MOST_NANOS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    Throwable thrown = failure;
    if (thrown != null) {
      throw new IllegalStateException("publishing failed: " + thrown, thrown);
    }
    if (thread.isAlive()) {
      throw new IllegalStateException(thread.getName() + " does not come back from publishing");
    }
    return published;
  }

  /** Up to now, the wait under way included. */
  long blockedNanos() {
    long underWay = System.nanoTime() - blockStart.getAcquire();
    return blockedNanos.getAcquire() + (underWay > PATIENCE_NANOS ? underWay : 0);
  }
}
