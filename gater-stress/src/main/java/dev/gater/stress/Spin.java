package dev.gater.stress;

import java.util.function.BooleanSupplier;

/** How an actor waits for the other, which may have lost its processor. */
public final class Spin {
  private static final int LOOKS = 20_000;

  private Spin() {}

  /** Waits until the other has done that; gives the processor away if that takes long. */
  @SuppressWarnings("ThreadPriorityCheck") // for speed alone: the other gets on at any rate
  public static void until(BooleanSupplier done) {
    for (int looks = 0; !done.getAsBoolean(); looks++) {
      if (looks >= LOOKS) {
        Thread.yield();
      }
    }
  }
}
