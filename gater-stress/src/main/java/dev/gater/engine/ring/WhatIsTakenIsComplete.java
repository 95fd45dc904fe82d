package dev.gater.engine.ring;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.gater.Publication.Reason;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;

/** The dispatcher takes messages as they are published. */
@JCStressTest
@Outcome(id = "3, false", expect = ACCEPTABLE, desc = "each message once, in order, as published")
@State
public class WhatIsTakenIsComplete {
  private static final int MESSAGES = 3;

  private final RingCase ring = new RingCase(MESSAGES);

  /** Publishes. */
  @Actor
  public void publisher() {
    ring.meeting.first();
    for (int i = 0; i < MESSAGES; i++) {
      if (ring.publish() != Reason.NONE) {
        throw new IllegalStateException("there is room for all");
      }
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
    r.r1 = ring.taken;
    r.r2 = ring.broken;
  }
}
