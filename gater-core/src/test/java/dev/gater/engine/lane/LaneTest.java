package dev.gater.engine.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gater.Gater;
import dev.gater.engine.message.StoredMessage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What the dispatcher rests on. */
class LaneTest {

  @Test
  void whatEndedBetweenTheLookWhetherItIsInLineAndTheCallIsNotCalled() {
    try (Gater gater = Gater.open()) {
      AtomicInteger calls = new AtomicInteger();
      Lane lane = (Lane) gater.events().subscribe("here", message -> calls.incrementAndGet());
      StoredMessage message = (StoredMessage) gater.events().publish("elsewhere", "tested", null);

      lane.close();

      assertThat(lane.call(message)).isSameAs(Lane.NOT_CALLED);
      assertThat(calls).hasValue(0);
      assertThat(lane.stats().matched()).isZero();
    }
  }
}
