package dev.gater.bench.workload;

import dev.gater.bench.peer.Contender;
import java.time.Duration;

/** One way to drive a bus. */
@FunctionalInterface
public interface Workload {

  /**
   * Runs one round and leaves nothing behind: every bus is closed when this returns.
   *
   * @param window how long is published, or looked at
   * @throws IllegalStateException if something did not arrive, arrived twice, or did not end
   */
  Figures round(Contender contender, Duration window);
}
