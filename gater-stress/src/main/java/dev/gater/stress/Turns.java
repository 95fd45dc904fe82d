package dev.gater.stress;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A crew whose turns are run by hand. */
public final class Turns implements Executor {
  private final AtomicReference<@Nullable Runnable> due = new AtomicReference<>();
  private volatile boolean doubled;

  @Override
  public void execute(Runnable turn) {
    if (due.getAndSet(turn) != null) {
      doubled = true;
    }
  }

  /** Runs the turn that is due, if there is one; says whether there was. */
  public boolean run() {
    Runnable turn = due.getAndSet(null);
    if (turn == null) {
      return false;
    }
    turn.run();
    return true;
  }

  /** Runs turns until none is due. */
  public void runAll() {
    while (run()) {
      // and what is due then
    }
  }

  /** Whether a lane was given to the crew while it was with it. */
  public boolean isDoubled() {
    return doubled;
  }
}
