package dev.gater.bench.workload;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps publishers from running away from a peer whose queues have no bound: without it a round
 * would measure how fast memory fills. Far wider than any bound of the others, so that it costs
 * such a peer nothing.
 */
final class Pace {
  private static final long AHEAD = 65_536;

  private final Counter[] healthy;
  private final int topics;
  private final AtomicLong published = new AtomicLong();

  /**
   * @param healthy the receivers that are waited for
   */
  Pace(Counter[] healthy, int topics) {
    this.healthy = topics == 1 ? healthy : new Counter[] {healthy[0]};
    this.topics = topics;
  }

  /** Called by each publisher for so many publications of its own. */
  void keep(int more) {
    long ofEach = published.addAndGet(more) / topics;
    long least = ofEach - Math.max(1, AHEAD / topics);
    for (Counter counter : healthy) {
      if (counter.settled() < least) {
        Await.until(
            () -> counter.settled() >= least, () -> "a subscriber stopped: " + counter.count());
      }
    }
  }
}
