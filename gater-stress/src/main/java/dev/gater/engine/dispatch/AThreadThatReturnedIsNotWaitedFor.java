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
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZIZ_Result;

/**
 * The handler returns as its call is taken off the dispatcher, and the lane is handed to a thread
 * that may be about to leave.
 */
@JCStressTest
@Outcome(
    id = {"false, 2, true", "true, 2, true"},
    expect = ACCEPTABLE,
    desc = "kept or taken off, both messages once, and nobody is waited for")
@State
public class AThreadThatReturnedIsNotWaitedFor {
  private static final Ring EMPTY =
      new Ring(1, 0, new CoarseClock(InstantSource.system()), () -> {});
  private static final StoredMessage[] MESSAGES = Messages.numbered(2);
  private final Meeting meeting = Meeting.aroundAFence();
  private final LaneCase one = new LaneCase();
  private final Roster roster = new Roster(EMPTY);
  private final Shift first = new Shift(Thread.currentThread(), 0);
  private final long call;

  /** The dispatcher is in the lane's call, whose handler has just returned. */
  public AThreadThatReturnedIsNotWaitedFor() {
    roster.begin(first);
    first.begin(RouteOf.lane(one.lane));
    boolean _ = first.enter(0);
    call = first.word();
    boolean _ = one.dispatch(MESSAGES[0]);
  }

  /** Comes back, as the dispatcher or as the lane's thread. */
  @Actor
  public void dispatcher() {
    meeting.first();
    if (!first.leave()) {
      roster.takenOff(first).goOn();
    }
  }

  /** Claims the call and goes on. */
  @Actor
  public void watchdog(ZIZ_Result r) {
    meeting.second();
    @Nullable Shift next = roster.take(first, call);
    r.r1 = next != null;
    if (next != null) {
      boolean _ = one.dispatch(MESSAGES[1]);
    }
  }

  /** If the dispatcher still is, it goes on now. Nothing may be left then. */
  @Arbiter
  public void afterwards(ZIZ_Result r) {
    if (!r.r1) {
      boolean _ = one.dispatch(MESSAGES[1]);
    }
    one.turns.runAll();
    r.r2 = one.witness.isBroken() || one.turns.isDoubled() ? -1 : one.witness.calls();
    r.r3 = one.lane.isSettled();
  }
}
