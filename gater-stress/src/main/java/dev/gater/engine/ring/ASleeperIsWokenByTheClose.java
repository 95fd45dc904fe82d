package dev.gater.engine.ring;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** The dispatcher falls asleep as the ring is closed. */
@JCStressTest
@Outcome(id = "STAYED_AWAKE", expect = ACCEPTABLE, desc = "it saw the close")
@Outcome(id = "WOKEN", expect = ACCEPTABLE, desc = "who closed saw it sleep")
@State
public class ASleeperIsWokenByTheClose {
  private final Bed bed = new Bed();

  /** Closes. */
  @Actor
  public void owner() {
    bed.ring.meeting.first();
    bed.ring.ring.close();
    bed.quiet();
  }

  /** Falls asleep. */
  @Actor
  public void dispatcher(L_Result r) {
    bed.ring.meeting.second();
    r.r1 = bed.sleep();
  }
}
