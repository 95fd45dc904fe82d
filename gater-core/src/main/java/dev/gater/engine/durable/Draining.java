package dev.gater.engine.durable;

import java.util.HashSet;
import java.util.Set;

/** What a node that ends waits for of a durable. */
final class Draining {
  private Draining() {}

  /** Waits, up to that long, until no member is in a call, but for the current thread's. */
  static void awaitCalls(LocalDurable durable, long nanos) {
    durable.await(nanos, () -> isCalled(durable));
  }

  /** Waits, up to that long, until members have been given and have answered all there is. */
  static void awaitAnswers(LocalDurable durable, long nanos) {
    durable.await(nanos, () -> isCalled(durable) || isUndelivered(durable));
  }

  private static boolean isCalled(LocalDurable durable) {
    return durable.members.stream()
        .anyMatch(member -> member.caller != null && member.caller != Thread.currentThread());
  }

  private static boolean isUndelivered(LocalDurable durable) {
    if (durable.members.isEmpty() || durable.paused) {
      return false;
    }
    Set<Share> waitedFor = new HashSet<>();
    for (Member member : durable.members) {
      if (member.caller != Thread.currentThread()) {
        waitedFor.add(member.share);
      }
    }
    return durable.cursor.through() < durable.shown()
        || durable.cursor.all().anyMatch(entry -> isWaitedFor(entry, waitedFor));
  }

  private static boolean isWaitedFor(Entry entry, Set<Share> waitedFor) {
    return switch (entry.stage) {
      case READY, UNLOADED, PARKING -> true;
      case GIVEN -> entry.holder != null && waitedFor.contains(entry.holder);
      case DELAYED, SETTLED -> false;
    };
  }
}
