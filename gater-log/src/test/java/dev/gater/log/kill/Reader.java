package dev.gater.log.kill;

import dev.gater.Gap;
import dev.gater.Position;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One instance's reader, which each process goes on with after what was seen of the one before. */
final class Reader {
  private record Skipped(long from, long through) {}

  private final Numbers numbers;
  private final boolean forgets;
  private final Faults faults;
  private final List<Skipped> skipped = new ArrayList<>();
  private @Nullable Position last;
  private boolean lossIsDue;
  private boolean told;

  Reader(Numbers numbers, boolean forgets, Faults faults) {
    this.numbers = numbers;
    this.forgets = forgets;
    this.faults = faults;
  }

  /** Where the next process is to go on; null for at the beginning. */
  @Nullable Position last() {
    return last;
  }

  /** All that is in the history has been said. */
  void checkFound() {
    for (Skipped range : skipped) {
      faults.unless(
          !numbers.foundWithin(range.from(), range.through()),
          "the reader was not given what is within %s",
          range);
    }
    skipped.clear();
    told = false;
    lossIsDue = last != null && !forgets && !numbers.isFound(last.sequence());
  }

  /** It was told a gap, in its place. */
  void missed(Line gap) {
    String why = gap.epoch();
    told = true;
    if (why.equals(Gap.Why.LOST.name())) {
      lossIsDue = false;
    }
    faults.unless(
        why.equals(Gap.Why.LOST.name()) || (forgets && why.equals(Gap.Why.EXPIRED.name())),
        "a gap without cause: %s",
        gap);
  }

  /** It was called. */
  void seen(Line line) {
    long before = last == null ? 0 : last.sequence();
    last = new Position(line.epoch(), line.number());
    faults.unless(!lossIsDue, "%s, and it was not told that %d is lost", line, before);
    lossIsDue = false;
    Long next = numbers.foundAfter(before);
    if (forgets && told && line.number() > before) {
      return; // what it was told was missing is reckoned by others
    }
    if (next != null) {
      faults.unless(line.number() == next, "%s, but after %d comes %d", line, before, next);
    } else if (before > numbers.lastBefore()) {
      faults.unless(line.number() == before + 1, "%s comes after %d", line, before);
    } else {
      faults.unless(line.number() > before, "%s comes after %d", line, before);
      skipped.add(new Skipped(before + 1, line.number() - 1));
    }
  }
}
