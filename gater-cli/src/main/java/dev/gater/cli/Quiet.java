package dev.gater.cli;

import dev.gater.Gater;
import dev.gater.InstanceStats;
import dev.gater.PubSub;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits until a node to which nobody publishes any more has delivered everything, old and new. */
final class Quiet {
  private static final long SHORTEST_NANOS = 50_000;
  private static final long LONGEST_NANOS = 5_000_000;

  private Quiet() {}

  /** Returns when nothing waits in the node any more, or soon after {@code givenUp} says so. */
  static void await(Gater gater, List<Printer> printers, BooleanSupplier givenUp) {
    long nanos = SHORTEST_NANOS;
    // A message may pass from the ring to a subscription between the moments at which the two are
    // read. The second look sees it: by then nothing was left in the ring.
    int quiet = 0;
    while (quiet < 2 && !givenUp.getAsBoolean()) {
      if (isQuiet(gater, printers)) {
        quiet++;
      } else {
        quiet = 0;
        LockSupport.parkNanos(nanos);
        nanos = Math.min(LONGEST_NANOS, 2 * nanos);
      }
    }
  }

  private static boolean isQuiet(Gater gater, List<Printer> printers) {
    // First, since what is read from the history counts as in flight before that is over.
    if (printers.stream().anyMatch(Printer::isCatchingUp)) {
      return false;
    }
    for (PubSub<?> instance : gater.instances()) {
      InstanceStats stats = instance.stats();
      if (stats.waiting() > 0 || stats.inFlight() > 0) {
        return false;
      }
    }
    return true;
  }
}
