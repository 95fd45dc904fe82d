package dev.gater.engine.dispatch;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.gater.engine.message.StoredMessage;
import dev.gater.engine.ring.CoarseClock;
import dev.gater.engine.ring.Ring;
import dev.gater.engine.route.RouteOf;
import dev.gater.stress.LaneCase;
import dev.gater.stress.Meeting;
import dev.gater.stress.Messages;
import java.time.InstantSource;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A lane is closed as the dispatcher is about to call it. */
@JCStressTest
@Outcome(id = "true, false", expect = ACCEPTABLE, desc = "called, and the close waited for it")
@Outcome(id = "false, false", expect = ACCEPTABLE, desc = "not called, because it had ended")
@State
public class CloseIsTheLastOfALaneInLine {
  private static final Ring EMPTY =
      new Ring(1, 0, new CoarseClock(InstantSource.system()), () -> {});
  private static final StoredMessage[] MESSAGES = Messages.numbered(2);

  /** Neither of the actors, who might have made the case: a close from within a call waits not. */
  private static final Thread DISPATCHER = new Thread("dispatcher");

  private final Meeting meeting = Meeting.aroundAFence();
  private final Roster roster = new Roster(EMPTY);
  private final Shift shift = new Shift(DISPATCHER, 0);
  private final LaneCase one = LaneCase.withLongCalls(roster::awaitOutOf);

  /** The lane is in line, and the dispatcher has a message for it. */
  public CloseIsTheLastOfALaneInLine() {
    boolean _ = one.dispatch(MESSAGES[0]);
    roster.begin(shift);
    shift.begin(RouteOf.lane(one.lane));
  }

  /** Calls. */
  @Actor
  public void dispatcher(ZZ_Result r) {
    meeting.first();
    boolean _ = shift.enter(0);
    r.r1 = one.lane.call(MESSAGES[1]) == null;
    boolean _ = shift.leave();
    r.r2 = one.witness.isBroken();
  }

  /** Closes. */
  @Actor
  public void owner() {
    meeting.second();
    one.lane.close();
    one.witness.closed();
  }
}
