package dev.gater.engine.ring;

import dev.gater.Publication.Reason;
import dev.gater.engine.message.StoredMessage;
import dev.gater.engine.route.Destination;
import dev.gater.stress.Meeting;
import dev.gater.stress.Messages;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** A ring, a dispatcher that takes from it, and what it took. */
final class RingCase {
  private static final CoarseClock CLOCK = new CoarseClock(InstantSource.system());
  private static final Destination THERE = new Destination("topic");
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

  /** Whether one was not what was published, or not in its place. */
  boolean broken;

  RingCase(int capacity) {
    ring = new Ring(capacity, 0, CLOCK, () -> woken = true);
  }

  Reason publish() {
    return ring.admit(Messages.unnumbered(), THERE);
  }

  /** Waits for room if there is none. */
  Reason publish(long atMostNanos) {
    return ring.admit(Messages.unnumbered(), THERE, atMostNanos);
  }

  /** Takes the next message, as the dispatcher does; says whether there was one. */
  boolean take() {
    @Nullable StoredMessage message = ring.peek(taken);
    if (message == null) {
      return false;
    }
    broken |= message.sequence() != taken + 1;
    broken |= message.receivedMillis() == 0;
    broken |= ring.destination(taken) != THERE;
    ring.free(taken);
    ring.tellRoom(taken);
    taken++;
    return true;
  }

  /** Takes up to that many, looking for each a few times. */
  void takeUpTo(int most) {
    for (int looks = 0; looks < FEW_LOOKS && taken < most; looks++) {
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
