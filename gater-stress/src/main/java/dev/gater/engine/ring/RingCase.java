package dev.gater.engine.ring;

import dev.gater.Publication.Reason;
import dev.gater.engine.message.StoredMessage;
import dev.gater.stress.Meeting;
import dev.gater.stress.Messages;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** A ring, a dispatcher that takes from it, and what it took. */
final class RingCase {
  private static final CoarseClock CLOCK = new CoarseClock(InstantSource.system());
  private static final StoredMessage PASSING = Messages.unnumbered();
  private static final int FEW_LOOKS = 32;

  static {
    CLOCK.tick(); // or each publication would read the system's clock
  }

  final Meeting meeting = Meeting.brief();
  final Ring ring;

  /** Whether a dispatcher that slept, or was about to, has been woken. */
  volatile boolean woken;

  /** Messages taken, each in its place. */
  int taken;

  /** How many of these have left the ring: as late as may be. */
  private int cleared;

  /** Whether one was not what was published, or not in its place. */
  boolean broken;

  RingCase(int capacity) {
    ring = new Ring(capacity, 0, CLOCK, () -> woken = true);
  }

  Reason publish() {
    return ring.admit(Messages.unnumbered());
  }

  /** Waits for room if there is none. */
  Reason publish(long atMostNanos) {
    return ring.admit(Messages.unnumbered(), atMostNanos);
  }

  /** Takes the next message, as the dispatcher does; says whether there was one. */
  boolean take() {
    @Nullable StoredMessage message = ring.peek(taken);
    if (message == null) {
      return false;
    }
    broken |= message.sequence() != taken + 1;
    broken |= message.receivedMillis() == 0;
    taken++;
    makeRoom();
    return true;
  }

  private void makeRoom() {
    if (taken - cleared > Ring.MOST_LEFT) {
      clear();
    }
    ring.advance(taken);
  }

  /** Has all that was taken leave the ring. */
  void clear() {
    ring.clear(cleared, taken);
    cleared = taken;
  }

  /** Has that many messages pass through, of which nothing else is wanted. */
  void pass(int messages) {
    for (int i = 0; i < messages; i++) {
      Reason _ = ring.admit(PASSING);
      taken++;
      makeRoom();
    }
  }

  /** Takes up to that many more, looking for each a few times. */
  void takeUpTo(int most) {
    int last = taken + most;
    for (int looks = 0; looks < FEW_LOOKS && taken < last; looks++) {
      boolean _ = take();
    }
  }

  /** Takes all that is left. */
  void takeRest() {
    while (take()) {
      // and the next
    }
  }
}
