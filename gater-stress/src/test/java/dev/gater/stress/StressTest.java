package dev.gater.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A short run of all; {@code scripts/stress --long} is the long one. */
class StressTest {

  @ParameterizedTest
  @EnumSource
  @Timeout(value = 15, unit = TimeUnit.MINUTES) // on a machine that is busy otherwise
  void nothingForbiddenIsSeen(Fence fence) {
    List<String> results = new ArrayList<>();

    assertThat(Stress.broken(Stress.all(), fence, Length.SHORT, results::add))
        .as(() -> String.join("\n", results))
        .isEmpty();
  }
}
