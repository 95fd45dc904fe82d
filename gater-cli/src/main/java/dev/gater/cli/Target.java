package dev.gater.cli;

import dev.gater.PubSub;
import dev.gater.Publication;
import dev.gater.wire.PublicationLine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** An instance as the {@link Feed} sees it: what it is about to be given, and who prints it. */
final class Target {
  /** A line that reads as a publication. */
  record Line(long number, int bytes, PublicationLine publication) {}

  /** Somebody who prints messages of this instance, and its index among all who print. */
  private record Reader(int index, Printer printer) {}

  private final PubSub<?> instance;
  private final List<Reader> readers;
  private final List<Line> lines = new ArrayList<>();

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

  void add(Line line) {
    lines.add(line);
  }

  /** What was added, in order. */
  List<Line> lines() {
    return lines;
  }

  void clear() {
    lines.clear();
  }

  /**
   * Publishes a line, with room taken for it.
   *
   * @param stopping whether the node may be closed already, which is no fault of the line's
   * @return why it could not be published, or an empty string
   */
  String publish(Line line, @Nullable Headroom headroom, BooleanSupplier stopping) {
    PublicationLine it = line.publication;
    Publication answer = instance.publish(it.topic(), it.type(), it.data(), it.options());
    if (!answer.accepted()) {
      boolean late = answer.reason() == Publication.Reason.CLOSED && stopping.getAsBoolean();
      return late ? "" : answer.detail();
    }
    if (headroom != null) {
      for (Reader reader : readers) {
        if (reader.printer.selection().pattern().matches(it.topic())) {
          headroom.owes(reader.index, answer.sequence());
        }
      }
      headroom.take(line.bytes);
    }
    return "";
  }
}
