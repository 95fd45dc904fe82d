package dev.gater.log;

import dev.gater.Gap;
import dev.gater.Position;
import dev.gater.spi.MessageLog.Resumption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The epochs of one log, oldest first. Numbers rise from one to the next; what is between the last
 * of one and the first of the next was never given to anybody, or was lost. Immutable.
 */
record Epochs(List<Epoch> all) {

  /**
   * One epoch.
   *
   * @param source the source of the node that published in it
   * @param first the number of its first message
   * @param last the number of the last message that is known of it; for the current one, as it was
   *     opened
   */
  record Epoch(String name, String source, long first, long last) {}

  static Epochs read(byte[] row) {
    ByteReader in = new ByteReader(row);
    List<Epoch> all = new ArrayList<>();
    while (in.hasMore()) {
      all.add(new Epoch(in.text(), in.text(), in.varint(), in.varint()));
    }
    return new Epochs(List.copyOf(all));
  }

  byte[] row() {
    ByteWriter out = new ByteWriter();
    for (Epoch epoch : all) {
      out.text(epoch.name());
      out.text(epoch.source());
      out.varint(epoch.first());
      out.varint(epoch.last());
    }
    return out.copy();
  }

  Epoch current() {
    return all.getLast();
  }

  /** With the current one ended at {@code last}, and that one after it. */
  Epochs then(long last, String name, String source, long first) {
    List<Epoch> more = new ArrayList<>(ended(last).all);
    more.add(new Epoch(name, source, first, first - 1));
    return new Epochs(List.copyOf(more));
  }

  /** With the current one ended at {@code last}. */
  Epochs ended(long last) {
    if (all.isEmpty()) {
      return this;
    }
    Epoch end = current();
    List<Epoch> same = new ArrayList<>(all);
    same.set(same.size() - 1, new Epoch(end.name(), end.source(), end.first(), last));
    return new Epochs(List.copyOf(same));
  }

  /** Without those of which nothing from that number on is left; a few stay to be known by. */
  Epochs from(long first, int atLeast) {
    int gone = 0;
    while (gone < all.size() - atLeast && all.get(gone).last() < first) {
      gone++;
    }
    return gone == 0 ? this : new Epochs(List.copyOf(all.subList(gone, all.size())));
  }

  /** The epoch in which that number was given, or would have been. */
  Epoch of(long sequence) {
    for (int i = all.size() - 1; i > 0; i--) {
      if (all.get(i).first() <= sequence) {
        return all.get(i);
      }
    }
    return all.getFirst();
  }

  /** The first number of the epoch after the one that lost that number; 0 if no epoch did. */
  long afterLoss(long sequence) {
    long at = sequence;
    for (int i = 0; i < all.size() - 1; i++) { // there may be nothing in the next one either
      long next = all.get(i + 1).first();
      at = at > all.get(i).last() && at < next ? next : at;
    }
    return at == sequence ? 0 : at;
  }

  /** How many numbers from {@code from} on were given and are known, {@code last} the last. */
  long count(long from, long last) {
    long count = 0;
    for (int i = 0; i < all.size(); i++) {
      long end = i == all.size() - 1 ? last : all.get(i).last();
      count += Math.max(0, end - Math.max(from, all.get(i).first()) + 1);
    }
    return count;
  }

  /** The number from which on {@code wanted} numbers were given, {@code last} the last of them. */
  long firstOfLast(long wanted, long last) {
    long left = wanted;
    for (int i = all.size() - 1; i >= 0; i--) {
      long end = i == all.size() - 1 ? last : all.get(i).last();
      long here = Math.max(0, end - all.get(i).first() + 1);
      if (left <= here) {
        return end - left + 1;
      }
      left -= here;
    }
    return all.getFirst().first();
  }

  /**
   * Where reading goes on after a position.
   *
   * @param given the last number given by now
   * @param first the oldest number kept
   */
  Resumption resume(Position after, long given, long first) {
    long next = after.sequence() + 1;
    for (int i = 0; i < all.size(); i++) {
      Epoch epoch = all.get(i);
      if (!epoch.name().equals(after.epoch())) {
        continue;
      }
      long goesOn = afterLoss(next);
      if (after.sequence() <= (i == all.size() - 1 ? given : epoch.last())) {
        return new Resumption(goesOn == 0 ? next : goesOn, null);
      }
      if (goesOn > 0) {
        return new Resumption(goesOn, new Gap(next, goesOn - 1, Gap.Why.LOST));
      }
    }
    return new Resumption(first, new Gap(next, next - 1, Gap.Why.RESET));
  }

  /** What is known of no log. */
  static Epochs none() {
    return new Epochs(List.of());
  }

  /** Whether the current one can go on. */
  boolean isOf(@Nullable String source) {
    return !all.isEmpty() && current().source().equals(source);
  }
}
