package dev.gater.log.kill;

import dev.gater.AckHandler;
import dev.gater.Delivery;
import dev.gater.Durable;
import dev.gater.DurableOptions;
import dev.gater.Gap;
import dev.gater.PubSub;
import dev.gater.Start;
import dev.gater.SubscriptionOptions;
import dev.gater.event.Event;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The durable of one instance, with a member that answers in the call and one that answers later,
 * out of order. Most messages are acknowledged; a few need a second attempt, fewer are rejected.
 */
final class Desk<E extends Event> {
  /** After so many acknowledgements the durable is made to be stored. */
  private static final int STORE_EACH = 100;

  /** A message that was under way at each of several kills is no dead letter for it. */
  private static final DurableOptions OPTIONS = DurableOptions.defaults().maxDeliveries(1000);

  private final PubSub<E> instance;
  private final Voice voice;
  private final AtomicInteger acknowledged = new AtomicInteger();

  Desk(PubSub<E> instance, Voice voice) {
    this.instance = instance;
    this.voice = voice;
  }

  void open() {
    join(this::answer);
    join(delivery -> Thread.ofVirtual().start(() -> answer(delivery)));
    durable().resume(); // the process before may have been killed while it paused
  }

  private Durable durable() {
    return instance.durable(Scene.DURABLE).orElseThrow();
  }

  private void join(AckHandler<E> handler) {
    var _ =
        instance.subscribe(
            SubscriptionOptions.of("*").from(Start.beginning()).durable(Scene.DURABLE, OPTIONS),
            new AckHandler<E>() {
              @Override
              public void handle(Delivery<E> delivery) throws Exception {
                voice.say(Line.of(Word.GIVEN, delivery.message()));
                handler.handle(delivery);
              }

              @Override
              public void gap(Gap gap) {
                voice.say(Line.of(instance.name(), "durable", gap));
              }
            });
  }

  private void answer(Delivery<E> delivery) {
    int draw = Math.floorMod(String.valueOf(delivery.message().data()).hashCode(), 64);
    if (draw == 0) {
      voice.say(Line.of(Word.REJECTING, delivery.message()));
      if (delivery.reject("drawn")) {
        voice.say(Line.of(Word.REJECTED, delivery.message()));
      }
    } else if (draw <= 4 && delivery.attempt() == 1) {
      boolean _ = delivery.nack(Duration.ofMillis(draw - 1));
    } else {
      voice.say(Line.of(Word.ACKING, delivery.message()));
      if (delivery.ack()) {
        voice.say(Line.of(Word.ACKED, delivery.message()));
      }
      if (acknowledged.incrementAndGet() % STORE_EACH == 0) {
        store();
      }
    }
  }

  /**
   * Answers are stored a moment later, other changes before the call returns, and all with them.
   */
  private synchronized void store() {
    voice.say(Line.of(Word.STORING, instance.name(), 0, Line.NONE));
    durable().pause();
    durable().resume();
    voice.say(Line.of(Word.STORED, instance.name(), 0, Line.NONE));
  }
}
