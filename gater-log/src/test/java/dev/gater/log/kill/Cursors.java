package dev.gater.log.kill;

import dev.gater.Gap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One instance's durable: what it was given, what was answered, and what must have been stored. */
final class Cursors {
  private final Numbers numbers;
  private final Faults faults;
  private final Tally tally;
  private final Set<Long> acking = new HashSet<>();
  private final Set<Long> rejecting = new HashSet<>();
  private final Set<Long> stored = new HashSet<>();
  private final Set<Long> dead = new HashSet<>();
  private final Set<Long> settled = new HashSet<>();
  private final List<Long> answers = new ArrayList<>();
  private final Set<Long> letters = new HashSet<>();
  private Set<Long> settledBefore = Set.of();
  private @Nullable Line cursor;
  private int storing;
  private long repeated;

  Cursors(Numbers numbers, Faults faults, Tally tally) {
    this.numbers = numbers;
    this.faults = faults;
    this.tally = tally;
  }

  /** Another process begins. */
  void begin() {
    settledBefore = Set.copyOf(settled);
    answers.clear();
    settled.clear();
    letters.clear();
    cursor = null;
    storing = 0;
    repeated = 0;
  }

  void take(Line line) {
    switch (line.word()) {
      case CURSOR -> cursor = line;
      case DEAD -> letter(line);
      case GIVEN -> given(line);
      case ACKING -> acking.add(line.number());
      case REJECTING -> rejecting.add(line.number());
      case ACKED, REJECTED -> answered(line);
      case STORING -> storing = answers.size();
      case STORED -> stored.addAll(answers.subList(0, storing));
      case MISSED -> missed(line);
      default -> throw new IllegalArgumentException("not of a durable: " + line);
    }
  }

  private void answered(Line line) {
    answers.add(line.number());
    settled.add(line.number());
    tally.acknowledged += line.word() == Word.ACKED ? 1 : 0;
  }

  private void letter(Line line) {
    letters.add(line.number());
    faults.unless(rejecting.contains(line.number()), "%s was never rejected", line);
  }

  private void given(Line line) {
    long number = line.number();
    faults.unless(!stored.contains(number), "%s again, though its answer was stored", line);
    faults.unless(!settled.contains(number), "%s again, in the same process", line);
    faults.unless(!dead.contains(number), "%s, which is a dead letter", line);
    if (settledBefore.contains(number)) {
      repeated++;
      tally.repeated++;
      tally.mostRepeated = Math.max(tally.mostRepeated, repeated);
    }
  }

  /** Whatever its reason, a gap names no message that is there; a new epoch is told by one. */
  private void missed(Line gap) {
    long to = Long.parseLong(gap.text().substring(gap.text().indexOf(' ') + 1));
    faults.unless(
        !gap.epoch().equals(Gap.Why.DAMAGED.name()) && !numbers.foundWithin(gap.number(), to),
        "a gap without cause: %s",
        gap);
  }

  /** All that is in the history, the cursor and the dead letters have been said. */
  void checkFound() {
    faults.unless(letters.containsAll(dead), "dead letters are gone: of %s only %s", dead, letters);
    dead.addAll(letters);
    long through = cursor == null ? 0 : cursor.number();
    checkAnswered(through, "is behind the cursor");
    faults.unless(
        stored.isEmpty() || cursor != null, "the durable is gone, and its cursor was stored");
  }

  /** Everything that was found has been answered by some process. */
  void checkDrained() {
    checkAnswered(Long.MAX_VALUE, "is settled");
  }

  private void checkAnswered(long through, String how) {
    for (long number : numbers.found().headMap(through, true).keySet()) {
      faults.unless(
          acking.contains(number) || rejecting.contains(number),
          "%s %s, and was never answered",
          numbers.text(number),
          how);
    }
  }
}
