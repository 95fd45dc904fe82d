package dev.gater.soak;

import dev.gater.GaterConfig;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * Rounds, one after the other. The first is drawn from the seed given, the next from the number
 * after it, so that a round that fails can be replayed as a first one.
 */
public final class Soak {
  private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long DEFAULT_SECONDS = 300;
  private static final long MIB = 1 << 20;

  /** What a round leaves behind is garbage; the rest is the JVM's own. */
  private static final long MOST_HEAP_LEFT = 96 * MIB;

  private final PrintStream out;
  private final Tally tally = new Tally();
  private final UnaryOperator<GaterConfig> setUp;
  private long heapBefore;

  Soak(PrintStream out) {
    this(out, config -> config);
  }

  /**
   * Of nodes that are not as usual.
   *
   * @param setUp changes the configuration of each
   */
  public Soak(PrintStream out, UnaryOperator<GaterConfig> setUp) {
    this.out = out;
    this.setUp = setUp;
  }

  /** Plays for that long, or until something does not hold; says what. */
  public List<String> play(long seconds, long firstSeed) {
    long start = System.nanoTime();
    long progress = start + PROGRESS_NANOS;
    long seed = firstSeed;
    heapBefore = heapUsed();
    out.printf("soak: seed %d, %d s%n", firstSeed, seconds);
    Faults faults = new Faults();
    while (System.nanoTime() - start < TimeUnit.SECONDS.toNanos(seconds)) {
      new Round(seed, setUp, faults).play(tally);
      if (System.nanoTime() >= progress || faults.any()) {
        checkHeap(faults);
        out.printf("soak: seed %d: %s%n", seed, tally);
        progress = System.nanoTime() + PROGRESS_NANOS;
      }
      if (faults.any()) {
        long failed = seed;
        return faults.all().stream().map(what -> "seed " + failed + ": " + what).toList();
      }
      seed++;
    }
    return List.of();
  }

  Tally tally() {
    return tally;
  }

  private void checkHeap(Faults faults) {
    long now = heapUsed();
    faults.unless(
        now - heapBefore < MOST_HEAP_LEFT,
        "%d MiB of heap are held after a round, %d before the first",
        now / MIB,
        heapBefore / MIB);
  }

  private static long heapUsed() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /** {@code [--seconds N] [--seed S]}. */
  public static void main(String[] arguments) {
    long seconds = DEFAULT_SECONDS;
    long seed = System.nanoTime() & 0xFFFF_FFFFL;
    for (int i = 0; i < arguments.length; i += 2) {
      if (i + 1 == arguments.length) {
        usage();
      }
      switch (arguments[i]) {
        case "--seconds" -> seconds = Long.parseLong(arguments[i + 1]);
        case "--seed" -> seed = Long.parseLong(arguments[i + 1]);
        default -> usage();
      }
    }
    Soak soak = new Soak(System.err);
    List<String> faults = soak.play(seconds, seed);
    faults.forEach(fault -> System.err.println("soak: " + fault));
    System.err.printf(
        "soak: %s (seed %d): %s%n", faults.isEmpty() ? "all held" : "FAILED", seed, soak.tally());
    System.exit(faults.isEmpty() ? 0 : 1);
  }

  private static void usage() {
    System.err.println("usage: scripts/soak [--seconds N] [--seed S]");
    System.exit(2);
  }
}
