package dev.gater.contract;

import dev.gater.PubSub;
import dev.gater.event.DomainEvent;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A message that comes just as an instance that had nothing to do falls asleep. */
class FallingAsleepTest {
  private static final int TRIES = 30_000;
  private static final long LONGEST_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(60);

  @RegisterExtension final Nodes nodes = new Nodes();

  @Test
  void aMessageThatComesAsTheInstanceFallsAsleepIsDelivered() {
    PubSub<DomainEvent> events = nodes.open().events();
    AtomicLong heard = new AtomicLong();
    events.subscribe("*", message -> heard.set(message.sequence()));

    for (int i = 1; i <= TRIES; i++) {
      long said = i;
      Numbers.publish(events, "a", i, i);
      for (int looks = 0; looks < 1_000 && heard.get() < said; looks++) {
        Thread.onSpinWait();
      }
      Waits.until("heard " + said, () -> heard.get() == said);
      long until = System.nanoTime() + LONGEST_PAUSE_NANOS * i / TRIES;
      while (System.nanoTime() < until) {
        Thread.onSpinWait();
      }
    }
  }
}
