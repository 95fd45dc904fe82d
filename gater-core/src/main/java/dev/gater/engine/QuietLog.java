package dev.gater.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Logs at most one line a second; says how many were left out since the last. */
final class QuietLog {
  private static final Logger LOGGER = System.getLogger("dev.gater");
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final AtomicLong next = new AtomicLong(System.nanoTime());
  private final AtomicLong leftOut = new AtomicLong();

  void warn(Supplier<String> message, @Nullable Throwable thrown) {
    long now = System.nanoTime();
    long due = next.get();
    if (now - due < 0 || !next.compareAndSet(due, now + PAUSE_NANOS)) {
      leftOut.incrementAndGet();
      return;
    }
    long missing = leftOut.getAndSet(0);
    String suffix = missing == 0 ? "" : " (and " + missing + " like it before)";
    String line = message.get() + suffix;
    try {
      LOGGER.log(Level.WARNING, line, thrown);
    } catch (RuntimeException | Error unprintable) { // a throwable that throws when it is looked at
      try {
        LOGGER.log(Level.WARNING, line);
      } catch (RuntimeException | Error broken) { // so is the logger, and nobody is left to tell
        leftOut.addAndGet(missing + 1);
      }
    }
  }
}
