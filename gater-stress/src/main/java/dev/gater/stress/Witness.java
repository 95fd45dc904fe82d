package dev.gater.stress;

import dev.gater.Handler;
import dev.gater.Message;
import dev.gater.event.Event;

/**
 * A handler that is to be called for messages from 1 on: one call at a time, each seeing what the
 * one before wrote. Its fields are plain, so that they tell if not.
 */
public final class Witness implements Handler<Event> {
  private final int looks;
  private long last;
  private boolean inside;
  private boolean broken;
  private volatile boolean closed;

  /** Each call takes so many looks at whether there was a close. */
  Witness(int looks) {
    this.looks = looks;
  }

  @Override
  public void handle(Message<Event> message) {
    broken |= inside || closed;
    inside = true;
    long before = last;
    for (int look = 0; look < looks; look++) { // long enough for another to meet it
      broken |= closed;
    }
    broken |= message.sequence() != before + 1;
    last = before + 1;
    inside = false;
  }

  /** From now on there must be no call, nor is one to be under way. */
  public void closed() {
    closed = true;
  }

  /** Calls there were. */
  public int calls() {
    return (int) last;
  }

  /** Whether a call was out of order, or at the same time as another, or after the close. */
  public boolean isBroken() {
    return broken;
  }
}
