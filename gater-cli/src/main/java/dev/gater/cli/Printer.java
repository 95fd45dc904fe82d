package dev.gater.cli;

import dev.gater.Gap;
import dev.gater.Handler;
import dev.gater.Message;
import dev.gater.PubSub;
import dev.gater.Subscription;
import dev.gater.SubscriptionOptions;
import dev.gater.event.Event;
import dev.gater.wire.MessageJson;
import dev.gater.wire.json.JsonWriter;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One subscription of a run: it makes each message a line on stdout. */
final class Printer {
  /** A line's memory is let go where it was larger than this. */
  private static final int KEPT_BYTES = 1 << 18;

  private final Selection selection;
  private final DeliveryWriter writer;
  private final BiConsumer<Selection, Gap> gaps;
  private @Nullable Subscription subscription;
  private JsonWriter json = new JsonWriter();
  private volatile long printed;

  private Printer(Selection selection, DeliveryWriter writer, BiConsumer<Selection, Gap> gaps) {
    this.selection = selection;
    this.writer = writer;
    this.gaps = gaps;
  }

  /**
   * Subscribes.
   *
   * @param gaps told of what can't be had
   */
  static Printer subscribe(
      Selection selection,
      SubscriptionOptions options,
      DeliveryWriter writer,
      BiConsumer<Selection, Gap> gaps) {
    Printer printer = new Printer(selection, writer, gaps);
    printer.subscribe(selection.instance(), options);
    return printer;
  }

  private <E extends Event> void subscribe(PubSub<E> instance, SubscriptionOptions options) {
    Handler<E> handler =
        new Handler<>() {
          @Override
          public void handle(Message<E> message) {
            print(message);
          }

          @Override
          public void gap(Gap gap) {
            gaps.accept(selection, gap);
            printed = Math.max(printed, gap.to());
          }
        };
    Subscription made = instance.subscribe(options, handler);
    made.whenClosed().thenRun(() -> printed = Long.MAX_VALUE); // nobody need wait for it
    subscription = made;
  }

  /** Called for one message at a time, so the writer needs no lock. */
  private void print(Message<?> message) {
    try {
      MessageJson.write(json, message, selection.label());
      json.endLine();
      int size = json.size();
      writer.take(json);
      if (size > KEPT_BYTES) {
        json = new JsonWriter();
      }
    } catch (RuntimeException broken) {
      json = new JsonWriter(); // half a line is in the other
      throw broken;
    } finally {
      printed = message.sequence();
    }
  }

  /** Whether it still prints what was there before it. */
  boolean isCatchingUp() {
    Subscription made = subscription;
    return made != null && made.stats().catchingUp();
  }

  Selection selection() {
    return selection;
  }

  /** The sequence of the last message that it is done with; for any thread. */
  long printed() {
    return printed;
  }
}
