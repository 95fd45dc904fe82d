package dev.gater.cli.certify;

import java.time.Duration;
import java.util.List;

/**
 * What a certification found.
 *
 * @param instances how many the node has
 * @param cores processors that the JVM may use
 * @param publishers of each flood
 * @param phase the length of each of the two phases
 * @param planned how many instances were to be flooded
 * @param interrupted whether it ended before that
 * @param floods those that came to their end
 */
public record Certificate(
    String node,
    int instances,
    int cores,
    int publishers,
    Duration phase,
    int planned,
    boolean interrupted,
    List<FloodResult> floods) {
  /** Enough for a p99 in a phase of two seconds, and too few to burden anybody. */
  public static final int PROBES_PER_SECOND = 200;

  /** All judgements. */
  public List<Finding> findings() {
    return floods.stream().flatMap(flood -> flood.findings().stream()).toList();
  }

  /** The promises that broke. */
  public List<Finding> broken() {
    return findings().stream().filter(finding -> !finding.held()).toList();
  }
}
