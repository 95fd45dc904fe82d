package dev.gater.cli;

import dev.gater.Message;
import dev.gater.PubSub;
import dev.gater.SubscriptionOptions;
import dev.gater.event.Event;
import dev.gater.wire.MessageJson;
import dev.gater.wire.json.JsonWriter;
import java.util.function.UnaryOperator;

/** One subscription of a run: it makes each message a line on stdout. */
final class Printer {
  /** A line's memory is let go where it was larger than this. */
  private static final int KEPT_BYTES = 1 << 18;

  private final Selection selection;
  private final DeliveryWriter writer;
  private JsonWriter json = new JsonWriter();
  private volatile long printed;

  private Printer(Selection selection, DeliveryWriter writer) {
    this.selection = selection;
    this.writer = writer;
  }

  /** Subscribes; {@code treatment} adds to the options. */
  static Printer subscribe(
      Selection selection, DeliveryWriter writer, UnaryOperator<SubscriptionOptions> treatment) {
    Printer printer = new Printer(selection, writer);
    SubscriptionOptions options = treatment.apply(SubscriptionOptions.of(selection.pattern()));
    printer.subscribe(selection.instance(), options);
    return printer;
  }

  private <E extends Event> void subscribe(PubSub<E> instance, SubscriptionOptions options) {
    instance
        .subscribe(options, this::print)
        .whenClosed()
        .thenRun(() -> printed = Long.MAX_VALUE); // nobody need wait for it
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

  Selection selection() {
    return selection;
  }

  /** The sequence of the last message that it is done with; for any thread. */
  long printed() {
    return printed;
  }
}
