package dev.gater.log.kill;

import dev.gater.PubSub;
import dev.gater.Publication;
import dev.gater.Receipt;
import dev.gater.event.Event;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** One thread that publishes on one instance: bursts of plain publications, and confirmed ones. */
final class Source extends Thread {
  private static final int UNCONFIRMED = 16;
  private static final long PATIENCE_SECONDS = 60;

  private final PubSub<? extends Event> instance;
  private final String by;
  private final Random random;
  private final Voice voice;
  private final Semaphore mayAsk = new Semaphore(UNCONFIRMED);
  private long count;
  private volatile boolean stopped;

  Source(PubSub<? extends Event> instance, String by, long seed, Voice voice) {
    super("source-" + instance.name() + '-' + by);
    setDaemon(true);
    this.instance = instance;
    this.by = by;
    this.random = new Random(seed);
    this.voice = voice;
  }

  /** Publishes nothing from when this returns on; what was asked is confirmed then. */
  void end() {
    stopped = true;
    try {
      join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
    }
    if (isAlive()) {
      voice.fault(instance.name(), "%s does not end", getName());
    }
  }

  @Override
  public void run() {
    try {
      while (!stopped) {
        for (int i = random.nextInt(8); i > 0; i--) {
          send();
        }
        for (int i = 1 + random.nextInt(8); i > 0; i--) {
          ask();
        }
      }
      take(UNCONFIRMED);
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
    }
  }

  private void send() {
    String text = text();
    Publication publication = instance.publish(topic(), "happened", text);
    if (isAccepted(publication)) {
      voice.say(Line.of(Word.SENT, instance.name(), publication.sequence(), text));
    }
  }

  private void ask() throws InterruptedException {
    take(1);
    String text = text();
    var _ =
        instance
            .publishConfirmed(topic(), "happened", text)
            .whenComplete((receipt, failed) -> {
              if (failed == null) {
                confirmed(receipt, text);
              } else {
                voice.fault(instance.name(), "a confirmation failed: %s", failed);
              }
              mayAsk.release();
            });
  }

  private void confirmed(Receipt receipt, String text) {
    if (!isAccepted(receipt.publication())) {
      return;
    }
    if (receipt.durability() != instance.policy().durability()) {
      voice.fault(instance.name(), "%s is %s only", text, receipt.durability());
    }
    voice.say(
        Line.of(Word.KEPT, instance.name(), Objects.requireNonNull(receipt.position()), text));
  }

  private boolean isAccepted(Publication publication) {
    if (!publication.accepted() && publication.reason() != Publication.Reason.FULL) {
      voice.fault(instance.name(), "refused: %s", publication.detail());
    }
    return publication.accepted();
  }

  private void take(int permits) throws InterruptedException {
    if (!mayAsk.tryAcquire(permits, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      voice.fault(instance.name(), "nothing confirmed for %d s", PATIENCE_SECONDS);
    }
  }

  private String topic() {
    return "t:" + random.nextInt(Scene.TOPICS);
  }

  /** No two are alike in the life of a directory; some are long. */
  private String text() {
    count++;
    return by + '.' + count + '.' + "x".repeat(random.nextInt(random.nextInt(16) == 0 ? 400 : 40));
  }
}
