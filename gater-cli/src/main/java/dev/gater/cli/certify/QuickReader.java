package dev.gater.cli.certify;

import dev.gater.PubSub;
import dev.gater.Subscription;
import dev.gater.SubscriptionStats;
import java.time.Duration;

/** The subscriber of a flood that does nothing wrong: it counts, and notes how long it is quiet. */
final class QuickReader {
  private long calls;
  private long lastNanos;
  private long silenceNanos;
  private boolean over;

  /** From now on silence counts. */
  synchronized void begin(long nowNanos) {
    lastNanos = nowNanos;
  }

  /** From now on it does not. */
  synchronized void end(long nowNanos) {
    heard(nowNanos);
    over = true;
  }

  /** The handler. */
  synchronized void read() {
    calls++;
    heard(System.nanoTime());
  }

  private void heard(long nowNanos) {
    if (!over) {
      silenceNanos = Math.max(silenceNanos, nowNanos - lastNanos);
      lastNanos = nowNanos;
    }
  }

  synchronized FloodFigures.Quick figures(PubSub<?> instance, Subscription subscription) {
    SubscriptionStats stats = subscription.stats();
    return new FloodFigures.Quick(
        instance.policy().slowSubscriber(),
        calls,
        stats.matched(),
        stats.delivered(),
        stats.failed(),
        stats.droppedBy(),
        stats.inFlight(),
        subscription.whenClosed().toCompletableFuture().isDone(),
        Duration.ofNanos(silenceNanos));
  }
}
