package dev.gater.engine.ring;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.gater.Publication.Reason;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** The dispatcher falls asleep as somebody publishes. */
@JCStressTest
@Outcome(id = "STAYED_AWAKE", expect = ACCEPTABLE, desc = "it saw the message")
@Outcome(id = "WOKEN", expect = ACCEPTABLE, desc = "the publisher saw it sleep")
@State
public class ASleeperIsWokenByAPublication {
  private final Bed bed = new Bed();

  /** Publishes. */
  @Actor
  public void publisher() {
    bed.ring.meeting.first();
    if (bed.ring.publish() != Reason.NONE) {
      throw new IllegalStateException("there is room");
    }
    bed.quiet();
  }

  /** Falls asleep. */
  @Actor
  public void dispatcher(L_Result r) {
    bed.ring.meeting.second();
    r.r1 = bed.sleep();
  }
}
