package dev.gater.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gater.DataSize;
import dev.gater.Policy;
import dev.gater.Retention;
import dev.gater.spi.MessageLog;
import dev.gater.spi.MessageLogSuite;
import dev.gater.spi.TestMessage;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class MemoryLogTest extends MessageLogSuite {

  @Override
  protected MessageLog create(Policy policy, InstantSource clock) {
    return new MemoryLog("e1", policy, clock);
  }

  @Test
  void theMemoryIsABoundAsWell() {
    Policy policy = Policy.of("events").keep(Retention.forever()).memory(DataSize.kib(100));
    try (MessageLog log = new MemoryLog("e1", policy, InstantSource.system())) {
      String tenKib = "x".repeat(10 * 1024);
      for (int i = 1; i <= 1_000; i++) {
        log.append(new TestMessage("e1", i, "a", Instant.EPOCH, tenKib));
      }

      assertThat(log.last() - log.first() + 1).isBetween(5L, 10L);
    }
  }
}
