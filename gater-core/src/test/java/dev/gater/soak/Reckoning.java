package dev.gater.soak;

import dev.gater.DropReason;
import dev.gater.Gap;
import dev.gater.OverloadPolicy;
import dev.gater.Start;
import dev.gater.Subscription;
import dev.gater.Subscription.EndedBy;
import dev.gater.SubscriptionStats;
import java.util.Map;
import java.util.Objects;

/**
 * Compares what one visitor was told with what its instance accepted, once the node has been
 * drained. Live begins somewhere between what had been accepted before and after subscribing, so
 * where a number is not certain it is bounded from both sides.
 */
final class Reckoning {
  private final Visitor visitor;
  private final Chronicle chronicle;
  private final SubscriptionStats stats;
  private final EndedBy endedBy;
  private final int[] told;

  Reckoning(Visitor visitor) {
    this.visitor = visitor;
    this.chronicle = visitor.hall.chronicle;
    Subscription subscription = Objects.requireNonNull(visitor.subscription());
    this.stats = subscription.stats();
    this.endedBy = subscription.whenClosed().toCompletableFuture().getNow(EndedBy.NODE);
    this.told = visitor.told();
  }

  void check() {
    checkBooks();
    checkWhatWasTold();
    checkWhyDropped();
    if (visitor.wish.isShared(visitor.hall.setting)) {
      return; // the shares of all members together are reckoned
    }
    checkGaps();
    if (isComplete()) {
      checkGapless();
    }
    if (endedBy == EndedBy.NODE && !(visitor.wish.start() instanceof Start.Last)) {
      checkMatched();
    }
  }

  private void checkBooks() {
    visitor.unless(
        stats.delivered() == visitor.returned() && stats.failed() == visitor.threw(),
        "%s, but %d calls returned and %d threw",
        stats,
        visitor.returned(),
        visitor.threw());
    visitor.unless(stats.inFlight() == 0, "after the drain: %s", stats);
    visitor.unless(
        stats.matched() == stats.delivered() + stats.failed() + stats.dropped(),
        "does not balance: %s",
        stats);
  }

  /** Each message told was accepted as it was told. */
  private void checkWhatWasTold() {
    long hash = 0;
    for (int sequence : told) {
      hash = Visitor.hash(hash, sequence, chronicle.mark(sequence));
      visitor.unless(
          chronicle.isDue(sequence, visitor.wish.pattern(), visitor.id),
          "told #%d, which was not for it",
          sequence);
    }
    visitor.unless(hash == visitor.hash(), "was told other messages than were accepted");
  }

  private void checkWhyDropped() {
    OverloadPolicy overload = visitor.wish.overload(visitor.hall.setting);
    for (Map.Entry<DropReason, Long> dropped : stats.droppedBy().entrySet()) {
      boolean legal =
          switch (dropped.getKey()) {
            case OLDEST ->
                overload == OverloadPolicy.DROP_OLDEST || overload == OverloadPolicy.CONFLATE;
            case NEWEST -> overload == OverloadPolicy.DROP_NEWEST;
            case CONFLATED -> overload == OverloadPolicy.CONFLATE;
            case EXPIRED -> !visitor.hall.setting.keepsAll();
            case DISCONNECTED -> endedBy == EndedBy.POLICY;
            case CLOSED -> endedBy == EndedBy.OWNER;
            case ABANDONED -> false; // the drain had all the time it needed
            case RETURNED -> false; // by durables alone
          };
      visitor.unless(legal, "ended by %s, dropped %s", endedBy, stats.droppedBy());
    }
  }

  /** Whether what it was not told before its end must lie in a gap that it was told. */
  private boolean isComplete() {
    return stats.droppedBy().keySet().stream()
        .allMatch(why ->
            why == DropReason.CLOSED
                || why == DropReason.DISCONNECTED
                || why == DropReason.EXPIRED);
  }

  /** Of what it was due nothing is missing, up to the last that it was told or to the end. */
  private void checkGapless() {
    int end =
        endedBy == EndedBy.NODE ? chronicle.size() : told.length == 0 ? 0 : told[told.length - 1];
    if (visitor.wish.start() instanceof Start.Last) {
      // Else it may have ended amid the last values.
      boolean whole = endedBy == EndedBy.NODE || told.length > Topics.NAMES.size();
      visitor.unless(
          !whole || isGaplessAfterLastValues(end), "has a gap: %s, %s", excerpt(), stats);
      return;
    }
    int due = firstDue();
    int missing = missing(0, due, end);
    visitor.unless(
        missing == 0,
        "not told #%d; due from #%d to #%d, ended by %s, told %s, %s",
        missing,
        due,
        end,
        endedBy,
        excerpt(),
        stats);
  }

  /** The first that is due in that stretch and not among those told from there on; 0 for none. */
  private int missing(int toldFrom, int from, int end) {
    int i = toldFrom;
    for (int sequence = from; sequence <= end; sequence++) {
      if (!chronicle.isDue(sequence, visitor.wish.pattern(), visitor.id) || isInGap(sequence)) {
        continue;
      }
      while (i < told.length && told[i] < sequence) {
        i++; // may be told between the two readings of where live begins
      }
      if (i == told.length || told[i] != sequence) {
        return sequence;
      }
    }
    return 0;
  }

  /** Those up to some sequence are the last of their topics up to there, the rest has no gap. */
  private boolean isGaplessAfterLastValues(int end) {
    for (int values = 0; values <= Math.min(told.length, Topics.NAMES.size()); values++) {
      int routed = values < told.length ? told[values] - 1 : end;
      int from = values > 0 ? told[values - 1] + 1 : firstDue();
      if (areLastValues(values, routed) && missing(values, from, end) == 0) {
        return true;
      }
    }
    return false;
  }

  private boolean isInGap(int sequence) {
    return visitor.gaps.stream().anyMatch(gap -> gap.from() <= sequence && sequence <= gap.to());
  }

  private String excerpt() {
    return told.length == 0
        ? "nothing"
        : told.length + " from #" + told[0] + " to #" + told[told.length - 1];
  }

  /** The first sequence that it must have been told, if it was for it. */
  private int firstDue() {
    long first = visitor.wish.first();
    boolean certain = first > 1 || (first == 1 && visitor.hall.setting.keepsAll());
    if (certain) {
      return (int) first;
    }
    if (visitor.wish.start() instanceof Start.Time) { // perhaps one that is yet to come
      return told.length == 0 ? Integer.MAX_VALUE : told[0];
    }
    boolean began = visitor.wish.start() instanceof Start.Live || told.length == 0;
    return (int) (began ? visitor.acceptedAfter + 1 : Math.min(visitor.acceptedAfter + 1, told[0]));
  }

  private boolean areLastValues(int values, int routed) {
    boolean[] seen = new boolean[Topics.NAMES.size()];
    int left = values;
    for (int sequence = routed; sequence > 0; sequence--) {
      int topic = Chronicle.topicOf(chronicle.mark(sequence));
      // What it sent itself came after the last values, and was not for it.
      if (chronicle.isDue(sequence, visitor.wish.pattern(), visitor.id) && !seen[topic]) {
        seen[topic] = true;
        if (left == 0 || told[--left] != sequence) {
          return !visitor.hall.setting.lastValue() && !visitor.hall.setting.keepsAll() && left == 0;
        }
      }
    }
    return left == 0;
  }

  /** All that was due has been told, or is counted as dropped. */
  private void checkMatched() {
    long first = visitor.wish.first();
    boolean certain = visitor.hall.setting.keepsAll() && first > 0 || first > visitor.acceptedAfter;
    boolean later = visitor.wish.start() instanceof Start.Time;
    int least = certain ? firstDue() : later ? Integer.MAX_VALUE : (int) visitor.acceptedAfter + 1;
    int most = certain ? firstDue() : mostFrom();
    visitor.unless(
        stats.matched() >= due(least) && stats.matched() <= due(most),
        "%s, but between %d (from #%d) and %d (from #%d) were due, told %s",
        stats,
        due(least),
        least,
        due(most),
        most,
        excerpt());
  }

  private int mostFrom() {
    return visitor.wish.start() instanceof Start.Live ? (int) visitor.acceptedBefore + 1 : 1;
  }

  private int due(int from) {
    return chronicle.due(from, chronicle.size(), visitor.wish.pattern(), visitor.id);
  }

  /** What it caught up with: each message due after its first is told or lies in a gap told. */
  private void checkGaps() {
    long expired = 0;
    for (Gap gap : visitor.gaps) {
      for (int sequence : told) {
        visitor.unless(
            sequence < gap.from() || sequence > gap.to(),
            "told #%d, which is in %s",
            sequence,
            gap);
      }
      int live = (int) Math.max(gap.from(), visitor.acceptedAfter + 1);
      expired += chronicle.due(live, (int) gap.to(), visitor.wish.pattern(), visitor.id);
    }
    boolean catchesUp =
        visitor.wish.overload(visitor.hall.setting) == OverloadPolicy.CATCH_UP
            && endedBy == EndedBy.NODE
            && !visitor.gaps.isEmpty();
    if (catchesUp) {
      long counted = stats.droppedBy().getOrDefault(DropReason.EXPIRED, 0L);
      long atMost = expiredAtMost();
      visitor.unless(
          counted >= expired && counted <= atMost,
          "between %d and %d messages lie in %s, but %s",
          expired,
          atMost,
          visitor.gaps,
          stats);
    }
  }

  private long expiredAtMost() {
    return visitor.gaps.stream()
        .mapToLong(gap ->
            chronicle.due((int) gap.from(), (int) gap.to(), visitor.wish.pattern(), visitor.id))
        .sum();
  }
}
