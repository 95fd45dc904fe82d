package dev.gater.bench;

import dev.gater.bench.workload.Scenario;
import java.time.Duration;

/**
 * How long is measured.
 *
 * @param warmUps rounds whose figures are thrown away
 * @param rounds rounds that count
 * @param window how long a round of a throughput or latency workload publishes
 * @param longWindow the same where a round looks at what happens in a time
 */
record Plan(int warmUps, int rounds, Duration window, Duration longWindow) {

  /** Figures to be believed, in some twenty minutes. */
  static Plan full() {
    return new Plan(3, 5, Duration.ofMillis(700), Duration.ofSeconds(2));
  }

  /** A look in under two minutes: it shows what is broken and no more. */
  static Plan quick() {
    return new Plan(1, 2, Duration.ofMillis(80), Duration.ofMillis(150));
  }

  Duration windowOf(Scenario scenario) {
    if (scenario == Scenario.IDLE) {
      return longWindow.multipliedBy(5).dividedBy(2);
    }
    return scenario.takesLonger() ? longWindow : window;
  }

  /** Long rounds need not be repeated as often to say as much. */
  int roundsOf(Scenario scenario) {
    if (scenario == Scenario.IDLE) {
      return 1;
    }
    return scenario.takesLonger() ? Math.min(rounds, 3) : rounds;
  }

  int warmUpsOf(Scenario scenario) {
    return scenario == Scenario.IDLE ? 0 : warmUps;
  }
}
