package dev.gater.bench.workload;

import java.util.Arrays;
import java.util.Locale;

/** What a round says of a peer. */
public enum Metric {
  /** Deliveries a second, all subscribers together. */
  RATE("deliveries_per_second", "M deliveries/s", true, 1e-6),
  /** Deliveries a second to nine subscribers while the tenth is disturbed. */
  NINE("nine_per_second", "nine, M/s", true, 1e-6),
  /** The same nine while nobody is disturbed. */
  UNDISTURBED("nine_undisturbed_per_second", "undisturbed, M/s", true, 1e-6),
  /** What the nine kept of their throughput. */
  KEPT("kept_share", "kept, %", true, 100),
  /** The share of time that the publisher was inside publications that took over a millisecond. */
  BLOCKED("blocked_share", "publisher blocked, %", false, 100),
  /** The same share while nobody is disturbed. */
  BLOCKED_UNDISTURBED("blocked_undisturbed_share", "blocked undisturbed, %", false, 100),
  /** Messages that the disturbed one was given within the time. */
  TENTH("tenth_messages", "the tenth got", true, 1),
  /** Half of the latencies were no longer. */
  P50("p50_ns", "p50, µs", false, 1e-3),
  /** 99 of 100 were no longer. */
  P99("p99_ns", "p99, µs", false, 1e-3),
  /** The longest latency. */
  MAX("max_ns", "max, µs", false, 1e-3),
  /** Messages that never arrived. */
  LOST("lost_messages", "lost", false, 1),
  /** Bytes allocated by a publication, whoever it is for. */
  PER_PUBLICATION("bytes_per_publication", "bytes a publication", false, 1),
  /** Bytes allocated by each delivery beyond. */
  PER_DELIVERY("bytes_per_delivery", "bytes a delivery", false, 1),
  /** The share of one core that the process used. */
  CPU("cpu_share", "of a core, %", false, 100),
  /** Heap in use after a collection. */
  HEAP("heap_bytes", "heap, MB", false, 1e-6);

  private final String id;
  private final String title;
  private final boolean moreIsBetter;
  private final double factor;

  Metric(String id, String title, boolean moreIsBetter, double factor) {
    this.id = id;
    this.title = title;
    this.moreIsBetter = moreIsBetter;
    this.factor = factor;
  }

  /** The name in files; its last word is the unit. */
  public String id() {
    return id;
  }

  /** The name in tables, with the unit that {@link #shown} uses. */
  public String title() {
    return title;
  }

  /** Which of two is better. */
  public boolean moreIsBetter() {
    return moreIsBetter;
  }

  /** The value in the unit of the title: three digits that count, or none behind the point. */
  public String shown(double value) {
    double scaled = value * factor;
    double size = Math.abs(scaled);
    if (size < 0.0005) {
      return "0"; // and never -0
    }
    int digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
    return String.format(Locale.ROOT, "%,." + digits + "f", scaled);
  }

  /**
   * The one of that id.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Metric ofId(String id) {
    return Arrays.stream(values())
        .filter(metric -> metric.id.equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no metric '" + id + "'"));
  }
}
