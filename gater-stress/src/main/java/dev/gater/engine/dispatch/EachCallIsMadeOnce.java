package dev.gater.engine.dispatch;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.gater.engine.route.Route;
import dev.gater.stress.Meeting;
import java.util.concurrent.ThreadLocalRandom;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIL_Result;

/**
 * Two messages for three lanes each, and whatever call is seen is claimed: who has it goes on with
 * the next.
 */
@JCStressTest
@Outcome(id = "111, 111, DISPATCHER", expect = ACCEPTABLE, desc = "each call once, none taken off")
@Outcome(
    id = "111, 111, WATCHDOG",
    expect = ACCEPTABLE,
    desc = "each call once, by the two of them")
@State
public class EachCallIsMadeOnce {
  private static final int MESSAGES = 2;
  private static final int LANES = 3;

  private static final int LOOKS = 20_000;

  /** Calls claimed in one run at most. */
  private static final int CLAIMS = 3;

  private final Meeting meeting = Meeting.brief();
  private final Shift first = new Shift(Thread.currentThread(), 0);
  private final int[] calls = new int[LANES * MESSAGES];
  private final int longest = ThreadLocalRandom.current().nextInt(calls.length);
  private boolean dispatcherEnded;
  private boolean watchdogEnded;

  /** Who came to the end of both messages. */
  enum End {
    DISPATCHER,
    WATCHDOG,
    BOTH,
    NOBODY
  }

  /** Dispatches. */
  @Actor
  public void dispatcher() {
    meeting.first();
    dispatcherEnded = dispatch(first);
  }

  /** Claims the call that it sees, and goes on after it. */
  @Actor
  public void watchdog() {
    meeting.second();
    int claims = 0;
    for (int looks = 0; looks < LOOKS && claims < CLAIMS; looks++) {
      long seen = first.word();
      if (Shift.isCall(seen)) {
        claims++;
        if (first.end(seen)) {
          watchdogEnded = dispatch(new Shift(Thread.currentThread(), first, seen));
          return;
        }
      }
    }
  }

  /** As the dispatcher does; says whether it came to the end. */
  private boolean dispatch(Shift mine) {
    boolean begun = mine != first;
    while (true) {
      for (int step = mine.next; begun && step < LANES; step++) {
        if (!mine.enter(step)) {
          return false;
        }
        call(((int) mine.position - 1) * LANES + step);
      }
      if (!mine.leave()) {
        return false;
      }
      if (mine.position == MESSAGES) {
        return true;
      }
      mine.begin(Route.NOWHERE);
      begun = true;
    }
  }

  private void call(int which) {
    if (which == longest) {
      meeting.linger();
    }
    calls[which]++;
  }

  /** What came of it. */
  @Arbiter
  public void afterwards(IIL_Result r) {
    r.r1 = digits(0);
    r.r2 = digits(LANES);
    r.r3 = end();
  }

  private End end() {
    if (dispatcherEnded) {
      return watchdogEnded ? End.BOTH : End.DISPATCHER;
    }
    return watchdogEnded ? End.WATCHDOG : End.NOBODY;
  }

  private int digits(int from) {
    return calls[from] * 100 + calls[from + 1] * 10 + calls[from + 2];
  }
}
