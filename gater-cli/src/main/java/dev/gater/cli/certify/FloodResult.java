package dev.gater.cli.certify;

import java.time.Duration;
import java.util.List;

/**
 * One flood and what it changed.
 *
 * @param machinePause the longest that a message would have been under way without Gater
 * @param others the other instances, in the node's order
 * @param findings a judgement of each promise, for each instance it is about
 */
public record FloodResult(
    FloodFigures flood, List<Comparison> others, Duration machinePause, List<Finding> findings) {

  /** Judges what was measured. */
  public static FloodResult judged(
      FloodFigures flood, List<Comparison> others, Duration machinePause) {
    return new FloodResult(flood, others, machinePause, Judge.judge(flood, others, machinePause));
  }

  /** The promises that broke. */
  public List<Finding> broken() {
    return findings.stream().filter(finding -> !finding.held()).toList();
  }
}
