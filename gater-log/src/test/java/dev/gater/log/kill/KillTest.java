package dev.gater.log.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A few kills with a seed of their own each time; {@code scripts/kill --seed S} replays one. */
class KillTest {
  private static final int KILLS = 20;

  @TempDir private Path directory;

  @Test
  @Timeout(900) // on a machine that is busy with other things
  void howeverOftenItIsKilledNothingConfirmedIsLostAndNoNumberMeansTwoThings() throws IOException {
    Kills kills = new Kills(System.out, directory);

    assertThat(kills.play(KILLS, ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE))).isEmpty();

    assertThat(kills.tally().kills).isEqualTo(KILLS);
    assertThat(kills.tally().confirmed).isPositive();
    assertThat(kills.tally().acknowledged).isPositive();
  }
}
