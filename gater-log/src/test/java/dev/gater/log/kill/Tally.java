package dev.gater.log.kill;

/** What has been seen, so that nobody takes a run in which nothing happened for a proof. */
final class Tally {
  long kills;
  long confirmed;
  long acknowledged;

  /** Messages somebody saw that went with their epoch. */
  long lost;

  /** Messages given out again that a process before had acknowledged. */
  long repeated;

  /** The most of one durable by one kill. */
  long mostRepeated;

  @Override
  public String toString() {
    return "%d kills, %d confirmed, %d acknowledged, %d repeated (by one kill %d at most), %d lost"
        .formatted(kills, confirmed, acknowledged, repeated, mostRepeated, lost);
  }
}
