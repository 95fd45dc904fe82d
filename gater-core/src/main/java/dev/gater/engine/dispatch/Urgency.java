package dev.gater.engine.dispatch;

import dev.gater.Priority;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whether instances of high priority have work, so that those of low priority give way. Linux
 * ignores the priorities of Java's threads, so who is to wait has to do it himself: publishers and
 * dispatchers of low priority offer their processor to others as long as there is urgent work.
 */
public final class Urgency {
  private final AtomicInteger urgent = new AtomicInteger();

  /** The part of one instance. */
  public Share share(Priority priority) {
    return new Share(priority);
  }

  /** One instance's part in it. */
  public final class Share {
    private final Priority priority;
    private volatile boolean raised;

    private Share(Priority priority) {
      this.priority = priority;
    }

    /** The instance has work for a dispatcher that sleeps. Any thread may say so. */
    public void raise() {
      if (priority == Priority.HIGH && !raised) {
        change(true);
      }
    }

    /** The instance has no more work. Said by its dispatcher. */
    void lower() {
      if (raised) {
        change(false);
      }
    }

    private synchronized void change(boolean to) {
      if (raised != to) {
        raised = to;
        urgent.addAndGet(to ? 1 : -1);
      }
    }

    /**
     * Lets others have the processor before another try at a full instance: publishers that are
     * refused would else keep all processors busy with that, and whoever has something urgent would
     * have to wait for the system to take one away from them.
     */
    @SuppressWarnings("ThreadPriorityCheck") // latency rests on it, correctness does not
    public void standBack() {
      if (priority == Priority.LOW) {
        Thread.yield();
      }
    }

    /** Lets others have the processor if there is more urgent work than this instance's. */
    @SuppressWarnings("ThreadPriorityCheck") // latency rests on it, correctness does not
    public void giveWay() {
      if (priority == Priority.LOW && urgent.getOpaque() != 0) {
        Thread.yield();
      }
    }
  }
}
