package dev.gater.engine.ring;

import dev.gater.stress.Spin;
import java.util.concurrent.locks.LockSupport;

/**
 * Where a dispatcher falls asleep without doing so: the last thing it asks before it parks is
 * whether it is to stop. It stays at that question until the other, who is to wake it, is done.
 */
final class Bed {
  final RingCase ring = new RingCase(1);
  private volatile boolean quiet;

  /** How a night went. */
  enum Night {
    /** It never came to parking. */
    STAYED_AWAKE,
    WOKEN,
    /** It would have slept for ever. */
    OVERSLEPT
  }

  private boolean asked;

  /** The other is done. */
  void quiet() {
    quiet = true;
  }

  Night sleep() {
    LockSupport.unpark(Thread.currentThread()); // the short rest for a slot to be filled is not it
    ring.ring.await(0, this::isAsleep);
    if (!asked) {
      return Night.STAYED_AWAKE;
    }
    return ring.woken ? Night.WOKEN : Night.OVERSLEPT;
  }

  private boolean isAsleep() {
    asked = true;
    Spin.until(() -> quiet);
    return true;
  }
}
