package dev.gater.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gater.soak.Soak;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The crowd of the core's soak, on nodes that keep their history on disk. */
class DiskSoakTest {
  private static final long SECONDS = 15;

  @TempDir private Path directory;

  @Test
  void whateverTheCrowdDoesEverybodyGetsWhatIsDue() {
    AtomicInteger nodes = new AtomicInteger();
    Soak soak =
        new Soak(
            System.err, config -> config.data(directory.resolve("node" + nodes.incrementAndGet())));

    assertThat(soak.play(SECONDS, System.nanoTime() & 0xFFFF_FFFFL)).isEmpty();
  }
}
