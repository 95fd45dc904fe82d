package dev.gater.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** A short soak with a seed of its own each time; {@code scripts/soak --seed S} replays one. */
class SoakTest {
  private static final int SECONDS = 20;

  @Test
  void whateverTheCrowdDoesEverybodyGetsWhatIsDue() {
    Soak soak = new Soak(System.out);

    assertThat(soak.play(SECONDS, ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE)))
        .isEmpty();

    assertThat(soak.tally().delivered()).isPositive();
    assertThat(soak.tally().handOffs()).isPositive();
  }
}
