package dev.gater.stress;

import java.util.function.BooleanSupplier;

/** How an actor waits for the other, which may have lost its processor. */
public final class Spin {
  private static final int SPINS = 1000;

  private Spin() {}

  /** Waits until the other has done that, and gives the processor away if it takes long. */
  @SuppressWarnings("ThreadPriorityCheck") // for speed alone: the other gets on at any rate
  public static void until(BooleanSupplier done) {
    for (int spins = 0; !done.getAsBoolean(); spins++) {
      if (spins < SPINS) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
  }
}
