package dev.gater.engine.ring;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.InstantSource;

/**
 * The time that messages are received at. Reading the system's clock takes longer than publishing a
 * message, so while there is work somebody {@linkplain #tick() ticks}, about once a millisecond,
 * and publishers read what was ticked last; at rest they read the clock itself. A source that is
 * not the system's is always read itself.
 */
public final class CoarseClock {
  private static final VarHandle MILLIS;

  static {
    try {
      MILLIS = MethodHandles.lookup().findVarHandle(CoarseClock.class, "millis", long.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  private final InstantSource source;
  private final boolean coarse;

  /** 0 while nobody ticks. */
  @SuppressWarnings("unused") // through MILLIS
  private long millis;

  /** Of that source. */
  public CoarseClock(InstantSource source) {
    this.source = source;
    this.coarse = source.equals(InstantSource.system());
  }

  /** Reads the source; from now on this is the time. */
  public void tick() {
    if (coarse) {
      MILLIS.setOpaque(this, source.millis());
    }
  }

  /** Nobody ticks any more. */
  public void stop() {
    MILLIS.setOpaque(this, 0L);
  }

  /** What was ticked last, in milliseconds of the epoch; 0 if nobody ticks. */
  long ticked() {
    return (long) MILLIS.getOpaque(this);
  }

  /** The time in milliseconds of the epoch, read from the source. */
  long read() {
    return source.millis();
  }
}
