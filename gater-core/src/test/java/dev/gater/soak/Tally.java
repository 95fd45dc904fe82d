package dev.gater.soak;

import dev.gater.InstanceStats;

/** What all rounds so far came to. Used by one thread. */
final class Tally {
  private long rounds;
  private long published;
  private long delivered;
  private long failed;
  private long handOffs;
  private long dropped;
  private long visitors;

  void add(Hall hall) {
    InstanceStats stats = hall.instance.stats();
    published += stats.published();
    delivered += stats.delivered();
    failed += stats.failed();
    handOffs += stats.lanes().handOffs();
    dropped += stats.dropped();
    visitors += hall.visitors().size();
  }

  void roundEnded() {
    rounds++;
  }

  long handOffs() {
    return handOffs;
  }

  long delivered() {
    return delivered;
  }

  @Override
  public String toString() {
    return "%d rounds, %d subscriptions, %d messages, %d deliveries, %d failed, %d hand-offs, %d dropped"
        .formatted(rounds, visitors, published, delivered, failed, handOffs, dropped);
  }
}
