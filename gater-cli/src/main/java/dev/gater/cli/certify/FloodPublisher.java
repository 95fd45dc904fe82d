package dev.gater.cli.certify;

import dev.gater.Publication;
import dev.gater.Topic;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/** A thread that publishes as fast as its instance lets it. */
final class FloodPublisher {
  private static final String TYPE = "certify_flood";

  private final Topic topic;
  private final Thread thread;

  /** Written by one thread, read by another. */
  private final Map<Publication.Reason, AtomicLong> answers =
      new EnumMap<>(Publication.Reason.class);

  private volatile boolean stopping;

  /** Begins at once. */
  FloodPublisher(String name, Topic topic) {
    this.topic = topic;
    for (Publication.Reason reason : Publication.Reason.values()) {
      answers.put(reason, new AtomicLong());
    }
    this.thread = Threads.start(name, this::publish);
  }

  private void publish() {
    for (long number = 0; !stopping; number++) {
      count(topic.publish(TYPE, number).reason()).incrementAndGet();
    }
  }

  /** Tells it to end after the publication under way. */
  void stop() {
    stopping = true;
  }

  /** Tells it not to wait for room any longer. */
  void interrupt() {
    thread.interrupt();
  }

  /** Waits for its end, at most until then; says whether it has ended. */
  boolean endsBy(long deadlineNanos) {
    return Threads.join(thread, deadlineNanos - System.nanoTime());
  }

  private AtomicLong count(Publication.Reason reason) {
    return Objects.requireNonNull(answers.get(reason)); // all are there
  }

  long accepted() {
    return count(Publication.Reason.NONE).get();
  }

  void addRefusedTo(Map<Publication.Reason, Long> refusedBy) {
    answers.forEach((reason, count) -> {
      if (reason != Publication.Reason.NONE && count.get() > 0) {
        refusedBy.merge(reason, count.get(), Long::sum);
      }
    });
  }
}
