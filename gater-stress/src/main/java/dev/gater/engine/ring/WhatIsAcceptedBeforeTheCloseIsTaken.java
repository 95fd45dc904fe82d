package dev.gater.engine.ring;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.gater.stress.Spin;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LII_Result;

/** One publishes as the ring is closed, and the dispatcher leaves when nothing is left. */
@JCStressTest
@Outcome(id = "NONE, 1, 0", expect = ACCEPTABLE, desc = "accepted, and taken before it left")
@Outcome(id = "CLOSED, 0, 0", expect = ACCEPTABLE, desc = "too late, and told so")
@State
public class WhatIsAcceptedBeforeTheCloseIsTaken {
  private final RingCase ring = new RingCase(2);

  /** Publishes. */
  @Actor
  public void publisher(LII_Result r) {
    ring.meeting.first();
    r.r1 = ring.publish();
  }

  /** Closes, takes what is left, and leaves. */
  @Actor
  public void dispatcher(LII_Result r) {
    ring.meeting.second();
    ring.ring.close();
    Spin.until(() -> !ring.take() && ring.ring.isExhausted(ring.taken));
    r.r2 = ring.broken ? -1 : ring.taken;
  }

  /** Nobody takes what is left now. */
  @Arbiter
  public void afterwards(LII_Result r) {
    r.r3 = ring.ring.waiting();
  }
}
