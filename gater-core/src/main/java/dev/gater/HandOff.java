package dev.gater;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A handler call that was taken off the dispatcher, so that the instance went on without it and the
 * subscription got a lane of its own.
 *
 * @param cause why it was
 * @param subscription the subscription's name
 * @param topic the topic of the message being handled
 * @param sequence its number
 * @param at when the call was taken off the dispatcher
 * @param lasted how long the call had taken by then, to about a millisecond; zero where it was
 *     about to wait
 * @param thread the name of the thread that is in it
 * @param stackTrace where it was then, innermost first
 */
public record HandOff(
    Cause cause,
    String subscription,
    String topic,
    long sequence,
    Instant at,
    Duration lasted,
    String thread,
    List<StackTraceElement> stackTrace) {

  /** Why a call was taken off. */
  public enum Cause {
    /** It exceeded the handler's budget. */
    OVER_BUDGET,
    /**
     * It was about to wait for what only the dispatcher can bring about: room in its own full
     * instance, or the end of a drain. That says nothing of the handler's speed.
     */
    WAITING
  }

  /** Copies the stack trace. */
  public HandOff {
    stackTrace = List.copyOf(stackTrace);
  }
}
