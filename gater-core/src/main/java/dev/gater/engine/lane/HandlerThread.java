package dev.gater.engine.lane;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A thread that calls handlers. It knows in whose call it is, which a thread-local could tell as
 * well but not as cheaply: the answer changes with every call and is asked for once in a while.
 */
public final class HandlerThread extends Thread {
  private @Nullable Supplier<@Nullable Lane> calling;

  private HandlerThread(Runnable task, String name) {
    super(task, name);
    setDaemon(true);
  }

  /** Threads of that name, the second with {@code -2} and so on. */
  public static ThreadFactory named(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      int n = number.incrementAndGet();
      return new HandlerThread(task, n == 1 ? name : name + "-" + n);
    };
  }

  /** The lane whose handler the current thread is in, or null. */
  static @Nullable Lane currentLane() {
    return Thread.currentThread() instanceof HandlerThread thread && thread.calling != null
        ? thread.calling.get()
        : null;
  }

  /** From now on the current thread, which is one of these, calls handlers for that. */
  public static void calls(@Nullable Supplier<@Nullable Lane> calling) {
    if (Thread.currentThread() instanceof HandlerThread thread) {
      thread.calling = calling;
    }
  }
}
