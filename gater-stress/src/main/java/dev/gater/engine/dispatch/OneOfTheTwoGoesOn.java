package dev.gater.engine.dispatch;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.gater.stress.Meeting;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** The dispatcher returns from a call, and goes to the next, as that call is claimed. */
@JCStressTest
@Outcome(id = "true, false", expect = ACCEPTABLE, desc = "it is back in time")
@Outcome(id = "false, true", expect = ACCEPTABLE, desc = "the call was taken off it")
@State
public class OneOfTheTwoGoesOn {
  private final Meeting meeting = Meeting.aroundAFence();
  private final Shift shift = new Shift(Thread.currentThread(), 0);
  private final long call;

  /** It is in its first call. */
  public OneOfTheTwoGoesOn() {
    boolean _ = shift.enter(0);
    call = shift.word();
  }

  /** Comes back. */
  @Actor
  public void dispatcher(ZZ_Result r) {
    meeting.first();
    r.r1 = shift.enter(1);
  }

  /** Claims the call. */
  @Actor
  public void watchdog(ZZ_Result r) {
    meeting.second();
    r.r2 = shift.end(call);
  }
}
