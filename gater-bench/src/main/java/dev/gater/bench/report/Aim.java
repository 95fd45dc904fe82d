package dev.gater.bench.report;

import dev.gater.bench.peer.Contender;
import dev.gater.bench.workload.Scenario;

/**
 * Something Gater means to reach.
 *
 * @param promise in words
 * @param check measures one of Gater's variants against it
 */
record Aim(Scenario scenario, String promise, Check check) {

  /** Looks at results. */
  interface Check {
    Verdict of(Results results, Contender gater);
  }

  /** What came of it. */
  enum Outcome {
    /** Reached. */
    MET("met"),
    /** Not reached. */
    MISSED("NOT MET"),
    /** Not part of the run, or it failed. */
    UNKNOWN("–");

    private final String word;

    Outcome(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /**
   * The outcome and the figure behind it.
   *
   * @param measured in words, empty where it was not measured
   */
  record Verdict(Outcome outcome, String measured) {
    static Verdict of(boolean met, String measured) {
      return new Verdict(met ? Outcome.MET : Outcome.MISSED, measured);
    }

    static Verdict unknown() {
      return new Verdict(Outcome.UNKNOWN, "");
    }
  }
}
