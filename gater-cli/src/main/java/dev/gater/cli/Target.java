package dev.gater.cli;

import dev.gater.PubSub;
import dev.gater.Publication;
import dev.gater.wire.PublicationLine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** An instance as the {@link Feed} sees it: who prints what is published there. */
final class Target {
  /** Somebody who prints messages of this instance, and its index among all who print. */
  private record Reader(int index, Printer printer) {}

  private final PubSub<?> instance;
  private final List<Reader> readers;

  private Target(PubSub<?> instance, List<Reader> readers) {
    this.instance = instance;
    this.readers = readers;
  }

  static Target of(PubSub<?> instance, List<Printer> printers) {
    List<Reader> readers = new ArrayList<>();
    for (int i = 0; i < printers.size(); i++) {
      if (printers.get(i).selection().instance().name().equals(instance.name())) {
        readers.add(new Reader(i, printers.get(i)));
      }
    }
    return new Target(instance, readers);
  }

  /**
   * Publishes a line, with room taken for it.
   *
   * @param bytes how long it is
   * @param stopping whether the node may be closed already, which is no fault of the line's
   * @return why it could not be published, or an empty string
   */
  String publish(
      PublicationLine line, int bytes, @Nullable Headroom headroom, BooleanSupplier stopping) {
    Publication answer = instance.publish(line.topic(), line.type(), line.data(), line.options());
    if (!answer.accepted()) {
      boolean late = answer.reason() == Publication.Reason.CLOSED && stopping.getAsBoolean();
      return late ? "" : answer.detail();
    }
    if (headroom != null) {
      for (Reader reader : readers) {
        if (reader.printer.selection().pattern().matches(line.topic())) {
          headroom.owes(reader.index, answer.sequence());
        }
      }
      headroom.take(bytes);
    }
    return "";
  }
}
