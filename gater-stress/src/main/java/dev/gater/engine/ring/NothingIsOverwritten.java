package dev.gater.engine.ring;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.gater.Publication.Reason;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;

/**
 * One publishes into a full ring as the dispatcher makes room, and places are used again as soon as
 * may be.
 */
@JCStressTest
@Outcome(id = "0, false", expect = ACCEPTABLE, desc = "accepted is taken, refused is not")
@State
public class NothingIsOverwritten {
  /** With what may be left in it, this is the ring's least chunk. */
  private static final int CAPACITY = Ring.MOST_LEFT;

  private static final int PASSED = 3 * Ring.MOST_LEFT - 1;
  private static final int FIRST_LEFT = Ring.MOST_LEFT - 2;
  private static final int MESSAGES = 4;
  private static final int TRIES = 64;

  private final RingCase ring = new RingCase(CAPACITY);
  private int accepted;

  /**
   * The ring is full, and as many as may be are left in it. The next that leave it are the last of
   * its first chunk, whose places are used again at once.
   */
  public NothingIsOverwritten() {
    ring.pass(FIRST_LEFT);
    ring.clear();
    ring.pass(PASSED - FIRST_LEFT);
    for (int i = 0; i < CAPACITY; i++) {
      publish();
    }
  }

  private void publish() {
    if (ring.publish() == Reason.NONE) {
      accepted++;
    }
  }

  /** Publishes as soon as there is room. */
  @Actor
  public void publisher() {
    ring.meeting.first();
    for (int tries = 0; tries < TRIES && accepted < CAPACITY + MESSAGES; tries++) {
      publish();
    }
  }

  /** Takes what there is. */
  @Actor
  public void dispatcher() {
    ring.meeting.second();
    ring.takeUpTo(MESSAGES);
  }

  /** Takes the rest. */
  @Arbiter
  public void afterwards(IZ_Result r) {
    ring.takeRest();
    r.r1 = PASSED + accepted - ring.taken;
    r.r2 = ring.broken;
  }
}
