package dev.gater.engine;

import dev.gater.Gap;
import dev.gater.Position;
import dev.gater.Start;
import dev.gater.SubscriptionOptions;
import dev.gater.engine.lane.Begin;
import dev.gater.spi.MessageLog;
import java.time.Instant;
import java.util.List;

/** Where a subscription begins: what its {@link Start} means for the log as it stands. */
final class Beginnings {
  private static final Instant FAR_FUTURE = Instant.ofEpochSecond(1L << 40);

  private Beginnings() {}

  /**
   * What a lane is to be given before the live messages.
   *
   * @param routed the last number in the log
   * @param admitted the last number given, at least {@code routed}
   * @throws IllegalArgumentException if a member of a group asks for history
   */
  static Begin of(
      SubscriptionOptions options, boolean grouped, MessageLog log, long routed, long admitted) {
    if (grouped && !(options.start() instanceof Start.Live)) {
      throw new IllegalArgumentException(
          "a member of a group begins live: each would read the same history from "
              + options.start());
    }
    return switch (options.start()) {
      case Start.Live() -> live(admitted + 1);
      // The log may be ahead of what was routed, and may keep none of that.
      case Start.Beginning() -> from(Math.min(log.first(), routed + 1), routed);
      case Start.Last(int perTopic) ->
          new Begin(
              List.of(),
              log.lastValues(options.pattern(), perTopic, routed),
              routed + 1,
              routed + 1,
              Long.MIN_VALUE);
      case Start.Sequence(long first) -> from(first, routed);
      case Start.Time(var received) -> since(received, log, routed);
      case Start.After(Position after) -> after(after, log, routed, admitted);
    };
  }

  private static Begin live(long acceptFrom) {
    return new Begin(List.of(), List.of(), acceptFrom, acceptFrom, Long.MIN_VALUE);
  }

  /** A stretch that is no longer kept is told as a gap when the lane reads it. */
  private static Begin from(long first, long routed) {
    return first > routed
        ? live(first)
        : new Begin(List.of(), List.of(), first, first, Long.MIN_VALUE);
  }

  /**
   * What was received before that time and is not routed yet is not in the log to be told apart.
   */
  private static Begin since(Instant received, MessageLog log, long routed) {
    Begin begin = from(log.firstReceivedAt(received), routed);
    return new Begin(
        begin.gaps(), begin.first(), begin.readFrom(), begin.acceptFrom(), ceilingMillis(received));
  }

  private static long ceilingMillis(Instant time) {
    if (time.isBefore(Instant.EPOCH)) {
      return Long.MIN_VALUE; // nothing is received then, and long ago has no milliseconds
    }
    return time.isAfter(FAR_FUTURE) ? Long.MAX_VALUE : time.plusNanos(999_999).toEpochMilli();
  }

  private static Begin after(Position after, MessageLog log, long routed, long admitted) {
    MessageLog.Resumption resumption = log.resume(after, admitted);
    Begin begin = from(resumption.from(), routed);
    Gap gap = resumption.gap();
    return gap == null
        ? begin
        : new Begin(
            List.of(gap), List.of(), begin.readFrom(), begin.acceptFrom(), begin.acceptSince());
  }
}
