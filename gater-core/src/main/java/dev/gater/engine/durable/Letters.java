package dev.gater.engine.durable;

import dev.gater.DeadLetter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The dead letters that a cursor reckons with: those that are to be stored, those that are to go,
 * and how many there are. Guarded by the durable's lock.
 */
final class Letters {
  private final List<Entry> parking = new ArrayList<>();
  private final Set<Long> discarded = new HashSet<>();
  private long dead;

  /** Is to become a letter. */
  void park(Entry entry) {
    entry.stage = Entry.Stage.PARKING;
    parking.add(entry);
  }

  /** Entries that are to become letters. They are the caller's to store. */
  List<Entry> takeParking() {
    List<Entry> taken = List.copyOf(parking);
    parking.clear();
    return taken;
  }

  /** What these become. */
  static List<DeadLetter> of(String durable, List<Entry> dying, Instant now) {
    return dying.stream()
        .map(entry ->
            new DeadLetter(
                durable, Objects.requireNonNull(entry.message), entry.attempts, now, why(entry)))
        .toList();
  }

  private static String why(Entry entry) {
    String why = entry.failure.isEmpty() ? "never acknowledged" : entry.failure;
    return why + " (attempt " + entry.attempts + ")";
  }

  /** One is being retried. */
  void retried() {
    dead--;
  }

  /** The message of one that was being retried is settled: the letter is to go. */
  void settled(long sequence) {
    discarded.add(sequence);
  }

  /** The letter of one that was being retried stays. */
  void stays(long sequence) {
    if (discarded.remove(sequence)) {
      dead++;
    }
  }

  /** A dead letter is to go. */
  void discard(long sequence) {
    discarded.add(sequence);
    dead--;
  }

  Set<Long> discarded() {
    return discarded;
  }

  /** Those that were to go have gone. */
  void gone(Set<Long> sequences) {
    sequences.forEach(discarded::remove);
  }

  /** So many are in the store, those to be discarded and those being retried included. */
  void counted(long stored, int beingRetried) {
    dead = stored - beingRetried - discarded.size();
  }

  /** How many there are, but for those that are being retried. */
  long count() {
    return dead;
  }
}
