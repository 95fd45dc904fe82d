package dev.gater.engine.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gater.Gater;
import dev.gater.SubscriptionOptions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** How many threads call the handlers of an instance. */
class CrewTest {

  @Test
  void quickHandlersNeedNoMoreThreadsThanThereIsWork() {
    Set<String> threads = ConcurrentHashMap.newKeySet();
    try (Gater gater = Gater.open()) {
      for (int i = 0; i < 4; i++) {
        gater
            .events()
            .subscribe(
                SubscriptionOptions.of("*").holdsPublishers(Duration.ofMinutes(1)),
                message -> threads.add(Thread.currentThread().getName()));
      }
      for (int i = 0; i < 200_000; i++) {
        gater.events().publish("a:b", "counted", null);
      }
    }

    assertThat(threads.size()).isBetween(1, 32);
  }

  @Test
  void stuckHandlersCostAThreadEach() throws InterruptedException {
    int stuck = 40;
    CountDownLatch reached = new CountDownLatch(stuck);
    CountDownLatch healthy = new CountDownLatch(100);
    CountDownLatch open = new CountDownLatch(1);
    try (Gater gater = Gater.open()) {
      for (int i = 0; i < stuck; i++) {
        gater
            .events()
            .subscribe(
                "*",
                message -> {
                  reached.countDown();
                  open.await();
                });
      }
      gater.events().subscribe("*", message -> healthy.countDown());

      for (int i = 0; i < 100; i++) {
        gater.events().publish("a:b", "counted", null);
      }
      reached.await();
      healthy.await();
      open.countDown();
    }
  }
}
