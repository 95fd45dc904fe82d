package dev.gater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class PaceTest {

  @Test
  void nothingPassesBeforeItsTime() {
    Pace pace = new Pace(2_000);
    long begun = System.nanoTime();
    for (int i = 0; i < 200; i++) {
      pace.await();
      assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(i * 490_000L);
    }
  }

  @Test
  void aDelayIsNotMadeUpForInABurst() {
    Pace pace = new Pace(100);
    pace.await();
    long until = System.nanoTime() + 300_000_000;
    while (System.nanoTime() - until < 0) {
      LockSupport.parkNanos(until - System.nanoTime());
    }

    long begun = System.nanoTime();
    for (int i = 0; i < 6; i++) {
      pace.await();
    }

    assertThat(System.nanoTime() - begun).isGreaterThan(45_000_000);
  }

  @Test
  void theHighestRateIsNoBrake() {
    Pace pace = new Pace(Pace.MOST);
    long begun = System.nanoTime();
    for (int i = 0; i < 100_000; i++) {
      pace.await();
    }
    assertThat(System.nanoTime() - begun).isLessThan(2_000_000_000L);
  }
}
