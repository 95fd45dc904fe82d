package dev.gater.engine.lane;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.gater.DropReason;
import dev.gater.Subscription.EndedBy;
import dev.gater.SubscriptionStats;
import dev.gater.engine.message.StoredMessage;
import dev.gater.stress.LaneCase;
import dev.gater.stress.Meeting;
import dev.gater.stress.Messages;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIZ_Result;

/**
 * The dispatcher offers messages to a lane on its own, some of which its thread has called, as the
 * lane ends.
 */
@JCStressTest
@Outcome(
    id = "0, 0, false",
    expect = ACCEPTABLE,
    desc = "what it took was delivered or dropped; what was delivered was called, in order")
@State
public class WhatIsOfferedAsTheLaneEndsIsReckoned {
  private static final int OFFERED = 3;
  private static final StoredMessage[] MESSAGES = Messages.numbered(2 + OFFERED);

  private final Meeting meeting = Meeting.brief();
  private final LaneCase one = new LaneCase();
  private int taken = 2;

  /** Its first call was taken off, and something waits. */
  public WhatIsOfferedAsTheLaneEndsIsReckoned() {
    boolean _ = one.dispatch(MESSAGES[0]);
    one.lane.takeOff(Thread.currentThread());
    boolean _ = one.dispatch(MESSAGES[1]);
  }

  /** Offers. */
  @Actor
  public void dispatcher() {
    meeting.first();
    for (int i = 0; i < OFFERED; i++) {
      if (one.dispatch(MESSAGES[2 + i])) {
        taken++;
      }
    }
  }

  /** Calls what waits, and ends it. */
  @Actor
  public void owner() {
    meeting.second();
    one.lane.goOn();
    one.lane.end(EndedBy.OWNER, DropReason.CLOSED);
  }

  /** The books. */
  @Arbiter
  public void afterwards(IIZ_Result r) {
    one.turns.runAll();
    SubscriptionStats stats = one.lane.stats();
    long dropped = stats.droppedBy().values().stream().mapToLong(Long::longValue).sum();
    r.r1 = (int) (taken - stats.delivered() - dropped - stats.inFlight());
    r.r2 = (int) (one.witness.calls() - stats.delivered());
    r.r3 = one.witness.isBroken() || one.turns.isDoubled() || !one.lane.isSettled();
  }
}
