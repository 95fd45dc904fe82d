package dev.gater.log.kill;

import dev.gater.Position;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of one instance of one data directory, over all the processes that had it open. */
final class Book {
  private final String instance;
  private final boolean forgets;
  private final Faults faults;
  private final Tally tally;
  private final Numbers numbers;
  private final Reader reader;
  private final Cursors cursors;
  private final Set<Long> kept = new HashSet<>();
  private final Set<Long> visible = new HashSet<>();
  private long lost;

  Book(String instance, Faults faults, Tally tally) {
    this.instance = instance;
    this.forgets = instance.equals(Scene.FORGETFUL);
    this.faults = faults;
    this.tally = tally;
    this.numbers = new Numbers(faults);
    this.reader = new Reader(numbers, forgets, faults);
    this.cursors = new Cursors(numbers, faults, tally);
  }

  /** Another process begins. */
  void begin() {
    numbers.begin();
    cursors.begin();
  }

  /** What was seen last by the reader; null if nothing was. */
  @Nullable Position lastRead() {
    return reader.last();
  }

  void take(Line line) {
    switch (line.word()) {
      case FOUND -> numbers.found(line);
      case SENT -> numbers.seen(line);
      case KEPT -> {
        numbers.seen(line);
        kept.add(line.number());
        tally.confirmed++;
      }
      case SEEN -> {
        numbers.seen(line);
        visible.add(line.number());
        reader.seen(line);
      }
      case GIVEN -> {
        numbers.seen(line);
        visible.add(line.number());
        cursors.take(line);
      }
      case MISSED -> {
        if (line.text().startsWith("reader")) {
          reader.missed(line);
        } else {
          cursors.take(line);
        }
      }
      case FAULT -> faults.add("%s", line);
      default -> cursors.take(line);
    }
  }

  /** All that is in the history has been said. */
  void checkFound() {
    checkThere(kept, "was confirmed");
    if (instance.equals(Scene.AFTER_SYNC)) {
      checkThere(visible, "was delivered after sync");
    }
    long gone = numbers.checkLost(forgets);
    tally.lost += gone - lost;
    lost = gone;
    reader.checkFound();
    cursors.checkFound();
  }

  private void checkThere(Set<Long> expected, String why) {
    boolean full = numbers.found().size() >= Scene.KEPT;
    long first = full && forgets ? numbers.found().firstKey() : 0;
    for (long number : expected) {
      faults.unless(
          number < first || numbers.isFound(number),
          "%s %s and is gone",
          numbers.text(number),
          why);
    }
  }

  /** The durable has nothing left to do. */
  void checkDrained() {
    if (!forgets) {
      cursors.checkDrained();
    }
  }
}
