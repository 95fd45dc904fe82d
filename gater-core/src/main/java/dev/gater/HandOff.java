package dev.gater;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A handler call that exceeded its budget, so that the instance went on without it and the
 * subscription got a lane of its own.
 *
 * @param subscription the subscription's name
 * @param topic the topic of the message being handled
 * @param sequence its number
 * @param at when the call was taken off the dispatcher
 * @param lasted how long the call had taken by then, to about a millisecond
 * @param thread the name of the thread that is in it
 * @param stackTrace where it was then, innermost first
 */
public record HandOff(
    String subscription,
    String topic,
    long sequence,
    Instant at,
    Duration lasted,
    String thread,
    List<StackTraceElement> stackTrace) {

  /** Copies the stack trace. */
  public HandOff {
    stackTrace = List.copyOf(stackTrace);
  }
}
