package dev.gater.engine.ring;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.gater.Publication.Reason;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;

/** Two publish side by side, two messages each. */
@JCStressTest
@Outcome(id = "4, false", expect = ACCEPTABLE, desc = "each message once, in order of numbers")
@State
public class NumbersHaveNoHoles {
  private final RingCase ring = new RingCase(4);

  /** One publishes. */
  @Actor
  public void one() {
    ring.meeting.first();
    publishTwice();
  }

  /** And another. */
  @Actor
  public void other() {
    ring.meeting.second();
    publishTwice();
  }

  private void publishTwice() {
    for (int i = 0; i < 2; i++) {
      if (ring.publish() != Reason.NONE) {
        throw new IllegalStateException("there is room for all");
      }
    }
  }

  /** What the dispatcher finds. */
  @Arbiter
  public void dispatcher(IZ_Result r) {
    ring.takeRest();
    r.r1 = ring.taken;
    r.r2 = ring.broken;
  }
}
