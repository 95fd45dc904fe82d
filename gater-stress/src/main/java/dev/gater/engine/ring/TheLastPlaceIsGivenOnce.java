package dev.gater.engine.ring;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLI_Result;

/** Two publish, and there is room for one. */
@JCStressTest
@Outcome(
    id = {"NONE, FULL, 1", "FULL, NONE, 1"},
    expect = ACCEPTABLE,
    desc = "who was accepted is there, alone")
@State
public class TheLastPlaceIsGivenOnce {
  private final RingCase ring = new RingCase(1);

  /** One publishes. */
  @Actor
  public void one(LLI_Result r) {
    ring.meeting.first();
    r.r1 = ring.publish();
  }

  /** And another. */
  @Actor
  public void other(LLI_Result r) {
    ring.meeting.second();
    r.r2 = ring.publish();
  }

  /** What the dispatcher finds. */
  @Arbiter
  public void dispatcher(LLI_Result r) {
    ring.takeRest();
    r.r3 = ring.broken ? -1 : ring.taken;
  }
}
