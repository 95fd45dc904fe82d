package dev.gater.bench.workload;

/** What the receivers must have been given when so much was published. */
final class Expected {
  private final long[] published;
  private final long total;
  private final int topics;

  /**
   * @param published accepted publications of each publisher; one publisher where there are topics
   */
  Expected(long[] published, int topics) {
    this.published = published;
    this.topics = topics;
    long sum = 0;
    for (long one : published) {
      sum += one;
    }
    total = sum;
  }

  private long ofReceiver(int receiver) {
    return topics == 1 ? total : (total + topics - 1 - receiver) / topics;
  }

  long deliveries(int receivers) {
    return topics == 1 ? total * receivers : total;
  }

  /** Waits until the first so many receivers have all that is coming to them. */
  void await(Counter[] counters, int receivers) {
    for (int i = 0; i < receivers; i++) {
      Counter counter = counters[i];
      long due = ofReceiver(i);
      int number = i;
      Await.until(
          () -> counter.settled() >= due,
          () -> "subscriber " + number + " has " + counter.settled() + " of " + due + " messages");
    }
  }

  /** The messages that the peer lost and said so; fails if one came twice or was another. */
  long check(Counter[] counters, int receivers) {
    long lost = 0;
    long sum = 0;
    for (int i = 0; i < receivers; i++) {
      long missing = ofReceiver(i) - counters[i].count();
      if (missing < 0) {
        throw new IllegalStateException("subscriber " + i + " has " + -missing + " too many");
      }
      lost += missing;
      sum += counters[i].sum();
    }
    long due = 0;
    for (long one : published) {
      due += Values.sumOf(one);
    }
    if (lost == 0 && sum != (topics == 1 ? due * receivers : due)) {
      throw new IllegalStateException("the sums of the subscribers are wrong");
    }
    return lost;
  }
}
