package dev.gater.contract;

import dev.gater.PubSub;
import dev.gater.Start;
import dev.gater.SubscriptionOptions;
import dev.gater.event.Event;

/** Reads what an instance keeps. */
final class History {
  private History() {}

  /** Waits until all that was published before is in the history. */
  static void settle(PubSub<?> instance) {
    Waits.until(instance.name() + " routed", () -> instance.stats().waiting() == 0);
  }

  /** What a subscription to everything from that start is given before anything is published. */
  static <E extends Event> Recorder<E> read(PubSub<E> instance, Start start) {
    return read(instance, "*", start);
  }

  /** What a subscription from that start is given before anything is published. */
  static <E extends Event> Recorder<E> read(PubSub<E> instance, String pattern, Start start) {
    settle(instance);
    Recorder<E> reader = Recorder.on(instance, SubscriptionOptions.of(pattern).from(start));
    awaitLive(reader);
    return reader;
  }

  /** Waits until that subscription has read all there was for it to catch up. */
  static void awaitLive(Recorder<?> reader) {
    Waits.until(
        "back to live",
        () -> {
          var stats = reader.subscription().stats();
          return !stats.catchingUp() && stats.inFlight() == 0;
        });
  }
}
