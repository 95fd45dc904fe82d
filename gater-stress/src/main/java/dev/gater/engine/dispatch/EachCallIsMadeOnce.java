package dev.gater.engine.dispatch;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.gater.engine.message.StoredMessage;
import dev.gater.engine.route.Route;
import dev.gater.stress.Meeting;
import dev.gater.stress.Messages;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Two messages for three lanes each, and whatever call is seen is claimed: who has it goes on with
 * the next.
 */
@JCStressTest
@Outcome(
    id = "111, 111, 1",
    expect = ACCEPTABLE,
    desc = "each call of both messages once, and one of the two came to the end")
@State
public class EachCallIsMadeOnce {
  private static final StoredMessage[] MESSAGES = Messages.numbered(2);
  private static final int LANES = 3;

  /** Calls claimed in one run at most: the fence of one takes longer than all calls. */
  private static final int CLAIMS = 2;

  private final Meeting meeting = Meeting.aroundAFence();
  private final Shift first = new Shift(Thread.currentThread(), 0);
  private final int[] calls = new int[LANES * MESSAGES.length];
  private final boolean[] ended = new boolean[2];

  /** Dispatches. */
  @Actor
  public void dispatcher() {
    meeting.first();
    ended[0] = dispatch(first);
  }

  /** Claims the call that it sees, and goes on after it. */
  @Actor
  public void watchdog() {
    meeting.second();
    for (int i = 0; i < CLAIMS; i++) {
      long seen = first.word();
      if (Shift.isCall(seen) && first.end(seen)) {
        ended[1] = dispatch(new Shift(Thread.currentThread(), first, seen));
        return;
      }
    }
  }

  /** As the dispatcher does; says whether it came to the end. */
  private boolean dispatch(Shift mine) {
    while (true) {
      if (mine.message != null) {
        for (int step = mine.next; step < LANES; step++) {
          if (!mine.enter(step)) {
            return false;
          }
          calls[((int) mine.position - 1) * LANES + step]++;
        }
        if (!mine.leave()) {
          return false;
        }
        mine.done();
      }
      if (mine.position == MESSAGES.length) {
        return true;
      }
      mine.begin(MESSAGES[(int) mine.position], Route.NOWHERE);
      mine.position++;
    }
  }

  /** What came of it. */
  @Arbiter
  public void afterwards(III_Result r) {
    r.r1 = digits(0);
    r.r2 = digits(LANES);
    r.r3 = (ended[0] ? 1 : 0) + (ended[1] ? 1 : 0);
  }

  private int digits(int from) {
    return calls[from] * 100 + calls[from + 1] * 10 + calls[from + 2];
  }
}
