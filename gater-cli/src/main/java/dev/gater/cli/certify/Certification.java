package dev.gater.cli.certify;

import dev.gater.Gater;
import dev.gater.PubSub;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Measures a node's instances before and during floods. Called by one thread; all others that it
 * starts have ended, or been given up after a bounded wait, when a call returns.
 */
public final class Certification {
  /** Enough to have the JVM compile what is measured. */
  private static final Duration WARM_UP = Duration.ofSeconds(1);

  /** After the last publication: a probe that comes this late is late, but not lost. */
  private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Gater gater;
  private final Duration phase;
  private final Cut cut;

  /** Of that node, to which nobody else publishes; with phases of that length. */
  public Certification(Gater gater, Duration phase, Cut cut) {
    this.gater = gater;
    this.phase = phase;
    this.cut = cut;
  }

  /** Runs all probes once, so that the first phase is not the one in which everything is new. */
  public List<Reading> warmUp() {
    return measure(gater.instances(), phase.compareTo(WARM_UP) < 0 ? phase : WARM_UP);
  }

  /**
   * Measures the other instances without and with that flood.
   *
   * @param step told in a word what begins
   * @return empty if it was cut short
   */
  public Optional<FloodResult> certify(Flood flood, Consumer<String> step) {
    List<PubSub<?>> others = new ArrayList<>(gater.instances());
    others.removeIf(instance -> instance.name().equals(flood.instance()));
    step.accept("before");
    List<Reading> before = measure(others, phase);
    if (cut.isMade()) {
      return Optional.empty();
    }
    step.accept("flooded");
    try (Control control = new Control()) {
      flood.start();
      List<Reading> during = new ArrayList<>();
      FloodFigures figures;
      try {
        during.addAll(measure(others, phase));
      } finally {
        figures = flood.stop();
      }
      Duration pause = control.end();
      return cut.isMade()
          ? Optional.empty()
          : Optional.of(FloodResult.judged(figures, compared(before, during), pause));
    }
  }

  private static List<Comparison> compared(List<Reading> before, List<Reading> during) {
    List<Comparison> comparisons = new ArrayList<>();
    for (int i = 0; i < before.size(); i++) {
      comparisons.add(new Comparison(before.get(i), during.get(i)));
    }
    return comparisons;
  }

  private List<Reading> measure(List<PubSub<?>> instances, Duration length) {
    List<Probe> probes = new ArrayList<>();
    try {
      for (PubSub<?> instance : instances) {
        probes.add(new Probe(instance, length, cut));
      }
      long deadline = System.nanoTime() + length.toNanos() + SETTLE_NANOS;
      return probes.stream().map(probe -> probe.read(deadline)).toList();
    } finally {
      probes.forEach(Probe::close);
    }
  }
}
