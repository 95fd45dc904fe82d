package dev.gater.engine.dispatch;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock that one party takes for every message and all others once in a while. The owner, who is
 * the dispatcher of an instance, pays a store and a look at a flag, by the same asymmetric fence as
 * for its calls ({@link Barrier}); the others pay for that with a fence of everybody, and wait
 * until the owner is out.
 *
 * <p>Not reentrant. The owner must not be held up inside; it is another thread after a hand-off,
 * which never happens inside.
 */
public final class OwnerLock {
  private static final VarHandle INSIDE;
  private static final VarHandle WANTED;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      INSIDE = lookup.findVarHandle(OwnerLock.class, "inside", boolean.class);
      WANTED = lookup.findVarHandle(OwnerLock.class, "wanted", boolean.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  /** How long the others let an owner that lost its processor inside have one. */
  private static final long LOOK_NANOS = 20_000;

  private static final int SPINS = 200;

  private final ReentrantLock others = new ReentrantLock();

  @SuppressWarnings("unused") // through INSIDE
  private boolean inside;

  @SuppressWarnings("unused") // through WANTED
  private boolean wanted;

  /** The owner enters; waits while another is inside. */
  public void enter() {
    announce();
    if ((boolean) WANTED.getOpaque(this)) {
      exit();
      others.lock();
      try {
        announce(); // whoever wants it next finds the owner inside
      } finally {
        others.unlock();
      }
    }
    VarHandle.acquireFence(); // what the others wrote before they were done is seen inside
  }

  private void announce() {
    INSIDE.setRelease(this, true);
    if (!Barrier.ASYMMETRIC) {
      VarHandle.fullFence(); // a volatile store need not come before a load that is merely opaque
    }
  }

  /** The owner leaves. */
  public void exit() {
    INSIDE.setRelease(this, false);
  }

  /** Anybody but the owner enters; waits while another or the owner is inside. */
  public void lock() {
    others.lock();
    WANTED.setVolatile(this, true);
    Barrier.fence();
    for (int i = 0; (boolean) INSIDE.getVolatile(this); i++) {
      if (i < SPINS) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(this, LOOK_NANOS);
      }
    }
  }

  /** Leaves after {@link #lock()}. */
  public void unlock() {
    WANTED.setVolatile(this, false);
    others.unlock();
  }
}
