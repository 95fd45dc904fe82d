package dev.gater.engine.lane;

/** What a {@link Watchdog} looks after. */
public interface Watched {

  /**
   * Looks. Called by the watchdog alone, about once a millisecond.
   *
   * @param now the monotonic clock
   * @return whether to be called again
   */
  boolean tick(long now);
}
