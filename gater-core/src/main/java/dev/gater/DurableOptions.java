package dev.gater;

import java.time.Duration;

/**
 * How a durable hands its messages out. Immutable: each method that takes a value answers with new
 * options. All members of a durable share them: those of the member that subscribed last with any
 * apply.
 *
 * @param maxInFlight messages that may be given out and not yet acknowledged, all members together,
 *     those that wait for another attempt included; 1 to 65,536
 * @param ackTimeout how long a member may take to acknowledge before another attempt is made;
 *     positive
 * @param maxDeliveries how often one message is given out before it goes to the dead letters; 1 to
 *     10,000
 * @param backOff how long the second attempt waits after the first has failed; each further one
 *     waits twice as long as the one before. Not negative
 * @param maxBackOff the longest such wait; at least {@code backOff}
 * @param keyed whether all messages of a topic go to one member, in order, as long as that member
 *     lives and acknowledges in time; always so on an instance of {@link Routing#KEYED}
 * @param maxDead dead letters kept at most. While there are more the durable gives out no further
 *     message, so none is lost; retry or discard some. At least 1
 * @param stalledAfter how long a durable that lags may go without an acknowledgement before it is
 *     reported as stalled; positive
 */
public record DurableOptions(
    int maxInFlight,
    Duration ackTimeout,
    int maxDeliveries,
    Duration backOff,
    Duration maxBackOff,
    boolean keyed,
    int maxDead,
    Duration stalledAfter) {
  private static final int MOST_IN_FLIGHT = 1 << 16;
  private static final int MOST_DELIVERIES = 10_000;

  private static final DurableOptions DEFAULTS =
      new DurableOptions(
          256,
          Duration.ofSeconds(30),
          5,
          Duration.ofSeconds(1),
          Duration.ofMinutes(1),
          false,
          10_000,
          Duration.ofMinutes(1));

  /**
   * @throws IllegalArgumentException if a value is outside its range
   */
  public DurableOptions {
    between("maxInFlight", maxInFlight, 1, MOST_IN_FLIGHT);
    between("maxDeliveries", maxDeliveries, 1, MOST_DELIVERIES);
    between("maxDead", maxDead, 1, Integer.MAX_VALUE);
    positive("ackTimeout", ackTimeout);
    positive("stalledAfter", stalledAfter);
    if (backOff.isNegative()) {
      throw new IllegalArgumentException("backOff must not be negative: " + backOff);
    }
    if (maxBackOff.compareTo(backOff) < 0) {
      throw new IllegalArgumentException(
          "maxBackOff must be at least backOff, which is " + backOff + ": " + maxBackOff);
    }
  }

  private static void between(String what, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          what + " must be " + least + " to " + most + ", not " + value);
    }
  }

  private static void positive(String what, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(what + " must be longer than nothing: " + value);
    }
  }

  /**
   * 256 in flight, 30 s to acknowledge, five deliveries, back-off from 1 s to 1 minute, any member
   * for any topic, 10,000 dead letters, stalled after 1 minute.
   */
  public static DurableOptions defaults() {
    return DEFAULTS;
  }

  /** With that {@link #maxInFlight()}. */
  public DurableOptions maxInFlight(int most) {
    return new DurableOptions(
        most, ackTimeout, maxDeliveries, backOff, maxBackOff, keyed, maxDead, stalledAfter);
  }

  /** With that {@link #ackTimeout()}. */
  public DurableOptions ackTimeout(Duration atMost) {
    return new DurableOptions(
        maxInFlight, atMost, maxDeliveries, backOff, maxBackOff, keyed, maxDead, stalledAfter);
  }

  /** With that {@link #maxDeliveries()}. */
  public DurableOptions maxDeliveries(int most) {
    return new DurableOptions(
        maxInFlight, ackTimeout, most, backOff, maxBackOff, keyed, maxDead, stalledAfter);
  }

  /** With those {@link #backOff()} and {@link #maxBackOff()}. */
  public DurableOptions backOff(Duration first, Duration longest) {
    return new DurableOptions(
        maxInFlight, ackTimeout, maxDeliveries, first, longest, keyed, maxDead, stalledAfter);
  }

  /** With that {@link #keyed()}. */
  public DurableOptions keyed(boolean on) {
    return new DurableOptions(
        maxInFlight, ackTimeout, maxDeliveries, backOff, maxBackOff, on, maxDead, stalledAfter);
  }

  /** With that {@link #maxDead()}. */
  public DurableOptions maxDead(int most) {
    return new DurableOptions(
        maxInFlight, ackTimeout, maxDeliveries, backOff, maxBackOff, keyed, most, stalledAfter);
  }

  /** With that {@link #stalledAfter()}. */
  public DurableOptions stalledAfter(Duration newStalledAfter) {
    return new DurableOptions(
        maxInFlight,
        ackTimeout,
        maxDeliveries,
        backOff,
        maxBackOff,
        keyed,
        maxDead,
        newStalledAfter);
  }

  /**
   * How long the attempt after {@code attempts} failed ones waits.
   *
   * @param attempts at least 1
   */
  public Duration backOffAfter(int attempts) {
    if (backOff.isZero()) {
      return backOff;
    }
    Duration wait = backOff;
    for (int i = 1; i < attempts && wait.compareTo(maxBackOff) < 0; i++) {
      wait = wait.multipliedBy(2);
    }
    return wait.compareTo(maxBackOff) < 0 ? wait : maxBackOff;
  }
}
