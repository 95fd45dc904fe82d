package dev.gater.engine.lane;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.gater.engine.message.StoredMessage;
import dev.gater.stress.LaneCase;
import dev.gater.stress.Meeting;
import dev.gater.stress.Messages;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZZ_Result;

/**
 * The dispatcher offers messages as the lane's thread, after many quick calls, makes the last and
 * finds nothing more: the lane has them, or is called for them in line.
 */
@JCStressTest
@Outcome(
    id = "69, false, true",
    expect = ACCEPTABLE,
    desc = "each message once and in order, one call at a time")
@State
public class EachIsCalledOnceAsTheLaneReturnsInLine {
  /** As many as a lane needs to be quick again. */
  private static final int QUICK = 64;

  /** One that was taken off the dispatcher, the quick ones, and the last of its own. */
  private static final int BEFORE = 1 + QUICK + 1;

  private static final int OFFERED = 3;
  private static final StoredMessage[] MESSAGES = Messages.numbered(BEFORE + OFFERED);

  private final Meeting meeting = Meeting.brief();
  private final LaneCase one = new LaneCase();

  /** Its first call was taken off the dispatcher; then its thread has been quick. */
  public EachIsCalledOnceAsTheLaneReturnsInLine() {
    boolean _ = one.dispatch(MESSAGES[0]);
    one.lane.takeOff(Thread.currentThread());
    for (int i = 1; i < BEFORE; i++) {
      boolean _ = one.dispatch(MESSAGES[i]);
    }
    one.lane.goOn();
  }

  /** Makes the last call, and those that were offered meanwhile. */
  @Actor
  public void crew() {
    meeting.first();
    boolean _ = one.turns.run();
  }

  /** Offers. */
  @Actor
  public void dispatcher() {
    meeting.second();
    for (int i = 0; i < OFFERED; i++) {
      boolean _ = one.dispatch(MESSAGES[BEFORE + i]);
    }
  }

  /** What was taken and not called for yet. */
  @Arbiter
  public void afterwards(IZZ_Result r) {
    one.turns.runAll();
    r.r1 = one.witness.calls();
    r.r2 = one.witness.isBroken() || one.turns.isDoubled();
    r.r3 = one.lane.isSettled();
  }
}
