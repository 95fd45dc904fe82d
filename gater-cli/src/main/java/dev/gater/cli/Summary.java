package dev.gater.cli;

import dev.gater.InstanceStats;
import java.util.List;
import java.util.Map;

/**
 * What became of a run.
 *
 * @param input the input's name
 * @param lines lines that were not blank
 * @param seconds from the first line to the last delivery
 * @param interrupted whether it ended before its input
 * @param flaws lines that did not reach an instance
 * @param instances all of them, in their order
 */
record Summary(
    String input,
    long lines,
    long bytes,
    double seconds,
    boolean interrupted,
    Map<Feed.Flaw, Long> flaws,
    List<Row> instances) {

  /**
   * One instance.
   *
   * @param name canonical
   */
  record Row(String name, InstanceStats stats) {

    /** Whether anything happened there. */
    boolean tells() {
      return stats.published() + stats.rejected() + stats.matched() > 0;
    }
  }

  long published() {
    return instances.stream().mapToLong(row -> row.stats().published()).sum();
  }

  long delivered() {
    return instances.stream().mapToLong(row -> row.stats().delivered()).sum();
  }

  long failed() {
    return instances.stream().mapToLong(row -> row.stats().failed()).sum();
  }

  /** Lines that did not reach an instance. */
  long flawed() {
    return flaws.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Lines that were not published, for whatever reason. */
  long rejected() {
    return flawed() + instances.stream().mapToLong(row -> row.stats().rejected()).sum();
  }

  long dropped() {
    return instances.stream().mapToLong(row -> row.stats().dropped()).sum();
  }

  double linesPerSecond() {
    return lines / Math.max(seconds, 1e-6);
  }
}
