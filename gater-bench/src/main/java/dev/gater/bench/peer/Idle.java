package dev.gater.bench.peer;

/**
 * How a thread of a hand-made peer waits: a few spins, then yields. It never parks, which is the
 * quickest that can be had where nothing else wants the processor.
 */
final class Idle {
  private static final int SPINS = 100;

  private int rounds;

  @SuppressWarnings("ThreadPriorityCheck") // one that only spins would keep others from two cores
  void rest() {
    if (rounds < SPINS) {
      rounds++;
      Thread.onSpinWait();
    } else {
      Thread.yield();
    }
  }

  void worked() {
    rounds = 0;
  }
}
