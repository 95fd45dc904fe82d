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
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A lane is closed as its own thread takes a turn. */
@JCStressTest
@Outcome(id = "false, true", expect = ACCEPTABLE, desc = "no call after the close, nor during")
@State
public class CloseIsTheLastOfALaneOfItsOwn {
  private static final int WAITING = 3;
  private static final StoredMessage[] MESSAGES = Messages.numbered(1 + WAITING);

  /** Whose call was taken off: neither of the actors, who might have made the case. */
  private static final Thread STUCK = new Thread("stuck");

  private final Meeting meeting = Meeting.brief();
  private final LaneCase one = LaneCase.withLongCalls();

  /** Its first call was taken off, and something waits. */
  public CloseIsTheLastOfALaneOfItsOwn() {
    boolean _ = one.dispatch(MESSAGES[0]);
    one.lane.takeOff(STUCK);
    for (int i = 1; i <= WAITING; i++) {
      boolean _ = one.dispatch(MESSAGES[i]);
    }
  }

  /** Goes on. */
  @Actor
  public void stuck() {
    meeting.first();
    one.lane.goOn();
  }

  /** Closes. */
  @Actor
  public void owner() {
    meeting.second();
    one.lane.close();
    one.witness.closed();
  }

  /** Nothing may be left. */
  @Arbiter
  public void afterwards(ZZ_Result r) {
    one.turns.runAll();
    r.r1 = one.witness.isBroken() || one.turns.isDoubled();
    r.r2 = one.lane.isSettled();
  }
}
