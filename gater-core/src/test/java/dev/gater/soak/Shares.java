package dev.gater.soak;

import dev.gater.Routing;
import dev.gater.Subscription.EndedBy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Compares what the members of one group were given with what was accepted while there was one. */
final class Shares {
  private final Hall hall;
  private final String name;
  private final List<Visitor> members;

  private Shares(Hall hall, String name, List<Visitor> members) {
    this.hall = hall;
    this.name = name;
    this.members = members;
  }

  static void check(Hall hall) {
    Map<String, List<Visitor>> groups =
        hall.visitors().stream()
            .filter(visitor -> visitor.wish.isShared(hall.setting))
            .collect(Collectors.groupingBy(visitor -> visitor.wish.share()));
    groups.forEach((name, members) -> new Shares(hall, name, members).check());
  }

  private void check() {
    int size = hall.chronicle.size();
    @Nullable Visitor[] takers = new Visitor[size + 1];
    for (Visitor member : members) {
      for (int sequence : member.told()) {
        Visitor other = takers[sequence];
        unless(other == null, "#%d went to %s and to %s", sequence, other, member);
        takers[sequence] = member;
      }
    }
    checkMatched(size, takers);
    if (hall.setting.routing() == Routing.KEYED) {
      for (int topic = 0; topic < Topics.NAMES.size(); topic++) {
        checkKey(topic, takers);
      }
    }
  }

  /** Each message was for one member, from the time on when the one was there that stays. */
  private void checkMatched(int size, @Nullable Visitor[] takers) {
    Visitor anchor = members.stream().filter(member -> member.stays).findAny().orElseThrow();
    long matched =
        members.stream()
            .mapToLong(member -> Objects.requireNonNull(member.subscription()).stats().matched())
            .sum();
    long least = size - anchor.acceptedAfter;
    long most = size - anchor.acceptedBefore;
    unless(
        (matched >= least || !hall.turnedAway().isEmpty()) && matched <= most,
        "%d messages matched, but %d to %d were accepted; not told: %s",
        matched,
        least,
        most,
        IntStream.rangeClosed(1, size).filter(i -> takers[i] == null).limit(20).boxed().toList());
  }

  /** A topic goes to another member only once the one before has ended, and never back. */
  private void checkKey(int topic, @Nullable Visitor[] takers) {
    Set<Visitor> before = new HashSet<>();
    List<Visitor> last = new ArrayList<>();
    for (int sequence = 1; sequence < takers.length; sequence++) {
      Visitor taker = takers[sequence];
      boolean counts =
          Chronicle.topicOf(hall.chronicle.mark(sequence)) == topic
              && !hall.chronicle.hasSender(sequence); // its sender is passed over
      if (taker == null || !counts || last.contains(taker)) {
        continue;
      }
      unless(before.add(taker), "%s went back to %s", Topics.NAMES.get(topic), taker);
      for (Visitor left : last) {
        unless(hasEnded(left), "%s left %s for %s", Topics.NAMES.get(topic), left, taker);
      }
      last = List.of(taker);
    }
  }

  private static boolean hasEnded(Visitor member) {
    EndedBy by =
        Objects.requireNonNull(member.subscription())
            .whenClosed()
            .toCompletableFuture()
            .getNow(EndedBy.NODE);
    return by != EndedBy.NODE;
  }

  private void unless(boolean holds, String format, @Nullable Object... arguments) {
    hall.faults.unless(
        holds,
        "group '%s' of %s: %s",
        name,
        hall.setting,
        holds ? "" : format.formatted(arguments));
  }
}
