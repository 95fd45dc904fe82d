package dev.gater.engine.ring;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.gater.Publication.Reason;
import java.util.concurrent.TimeUnit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LIZ_Result;

/** One waits for room as the dispatcher makes some. */
@JCStressTest
@Outcome(id = "NONE, 2, false", expect = ACCEPTABLE, desc = "both messages, in order")
@State
public class WhoWaitsForRoomGetsIt {
  private static final long LONG = TimeUnit.SECONDS.toNanos(20);

  private final RingCase ring = new RingCase(1);

  /** The ring is full from the start. */
  public WhoWaitsForRoomGetsIt() {
    if (ring.publish() != Reason.NONE) {
      throw new IllegalStateException("there is room for one");
    }
  }

  /** Waits. */
  @Actor
  public void publisher(LIZ_Result r) {
    ring.meeting.first();
    r.r1 = ring.publish(LONG);
  }

  /** Takes one. */
  @Actor
  public void dispatcher() {
    ring.meeting.second();
    boolean _ = ring.take();
  }

  /** Takes the other. */
  @Arbiter
  public void afterwards(LIZ_Result r) {
    ring.takeRest();
    r.r2 = ring.taken;
    r.r3 = ring.broken;
  }
}
