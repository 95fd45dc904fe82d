package dev.gater.engine.durable;

import java.time.Duration;

/**
 * Whether a durable gets on. It is stalled once it lags and nothing has been settled for a time.
 * Guarded by the durable's lock; times are in milliseconds of the epoch.
 */
final class Progress {
  private long since;
  private long reportAt;
  private boolean lagging;
  private boolean stalled;

  /** Is reckoned anew from then on. */
  void at(long now) {
    since = now;
  }

  /** There is something to do; says whether that is new. */
  boolean lags(long now) {
    if (lagging) {
      return false;
    }
    lagging = true;
    since = now;
    return true;
  }

  /** Something was settled. */
  void made(long now) {
    since = now;
  }

  boolean isStalled() {
    return stalled;
  }

  /** When a look is worth while. */
  long nextDue(LocalDurable durable) {
    if (durable.paused || !durable.mayLag()) {
      return Long.MAX_VALUE;
    }
    return stalled ? reportAt : since + stalledAfter(durable);
  }

  private static long stalledAfter(LocalDurable durable) {
    return durable.cursor.options().stalledAfter().toMillis();
  }

  /** Looks, and says what is new. Called without the lock. */
  void report(LocalDurable durable) {
    boolean look;
    boolean recovered;
    durable.lock.lock();
    try {
      long now = durable.all.now();
      lagging = durable.mayLag();
      if (!lagging || durable.paused) {
        since = now;
      }
      boolean still = now - since >= stalledAfter(durable);
      recovered = stalled && !still;
      stalled &= still;
      look = still && (!stalled || now >= reportAt);
    } finally {
      durable.lock.unlock();
    }
    if (recovered) {
      durable.all.owner().recovered(durable.name);
    } else if (look) {
      stalls(durable);
    }
  }

  private void stalls(LocalDurable durable) {
    DurableFigures.Behind behind = DurableFigures.behind(durable);
    String how;
    durable.lock.lock();
    try {
      long now = durable.all.now();
      if (behind.messages() == 0) { // what is in the log is for others
        since = now;
        return;
      }
      stalled = true;
      reportAt = now + stalledAfter(durable);
      how = describe(durable, behind, Duration.ofMillis(now - since));
    } finally {
      durable.lock.unlock();
    }
    durable.all.owner().stalled(durable.name, how);
  }

  private static String describe(
      LocalDurable durable, DurableFigures.Behind behind, Duration still) {
    String why =
        durable.members.size() == 0
            ? "it has no member"
            : durable.cursor.letters().count() >= durable.cursor.options().maxDead()
                ? "its dead letters are as many as may be: retry or discard some"
                : "nothing is acknowledged";
    return "stalled for "
        + still.toSeconds()
        + " s, "
        + behind.messages()
        + " messages and "
        + behind.time().toSeconds()
        + " s behind: "
        + why;
  }
}
