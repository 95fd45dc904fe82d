package dev.gater.engine.dispatch;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.gater.stress.Meeting;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/** Owner and another count under the lock. */
@JCStressTest
@Outcome(
    id = {"0, 1, 2, 3", "0, 2, 1, 3", "1, 2, 0, 3"},
    expect = ACCEPTABLE,
    desc = "one after the other, and each saw what the one before wrote")
@State
public class OneAtATimeUnderTheOwnersLock {
  private final Meeting meeting = Meeting.aroundAFence();
  private final OwnerLock lock = new OwnerLock();
  private int count;

  /** Counts twice. */
  @Actor
  public void owner(IIII_Result r) {
    meeting.first();
    lock.enter();
    r.r1 = count++;
    lock.exit();
    lock.enter();
    r.r2 = count++;
    lock.exit();
  }

  /** Counts once. */
  @Actor
  public void other(IIII_Result r) {
    meeting.second();
    lock.lock();
    r.r3 = count++;
    lock.unlock();
  }

  /** The count. */
  @Arbiter
  public void afterwards(IIII_Result r) {
    r.r4 = count;
  }
}
