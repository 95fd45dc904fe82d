package dev.gater.engine.durable;

import dev.gater.Gap;
import dev.gater.Message;
import dev.gater.Position;
import dev.gater.Start;
import dev.gater.TopicPattern;
import dev.gater.spi.MessageLog;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a durable begins: what a {@link Start} means for the log as it stands. Messages that are
 * accepted and not in the log yet come later, from there, so nothing needs to be held still.
 *
 * @param through nothing up to here is for it, but for {@code first}
 * @param since nor is what was received before this, in milliseconds of the epoch
 * @param first delivered first
 * @param gap told before that
 */
record Beginning(long through, long since, List<Message<?>> first, @Nullable Gap gap) {

  private static Beginning after(long through) {
    return new Beginning(through, Long.MIN_VALUE, List.of(), null);
  }

  /**
   * What that start means.
   *
   * @param admitted the last number given
   * @throws IllegalArgumentException if it is a time to come
   */
  static Beginning of(
      Start start, TopicPattern pattern, MessageLog log, long admitted, Instant now) {
    return switch (start) {
      case Start.Live() -> after(admitted);
      case Start.Beginning() -> after(log.first() - 1);
      case Start.Last(int perTopic) -> last(pattern, perTopic, log);
      case Start.Sequence(long first) -> after(first - 1);
      case Start.Time(Instant received) -> time(received, log, now);
      case Start.After(Position position) -> after(position, log, admitted);
    };
  }

  /** A newer value of a topic that comes meanwhile is not lost: it is after {@code through}. */
  private static Beginning last(TopicPattern pattern, int perTopic, MessageLog log) {
    long through = log.last();
    return new Beginning(through, Long.MIN_VALUE, log.lastValues(pattern, perTopic, through), null);
  }

  private static Beginning time(Instant received, MessageLog log, Instant now) {
    if (received.isAfter(now)) {
      throw new IllegalArgumentException(
          "a durable begins in the past or now, not at " + received + ", which is to come");
    }
    long since = received.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : ceilingMillis(received);
    return new Beginning(log.firstReceivedAt(received) - 1, since, List.of(), null);
  }

  private static long ceilingMillis(Instant time) {
    return time.plusNanos(999_999).toEpochMilli();
  }

  private static Beginning after(Position position, MessageLog log, long admitted) {
    MessageLog.Resumption resumption = log.resume(position, admitted);
    return new Beginning(resumption.from() - 1, Long.MIN_VALUE, List.of(), resumption.gap());
  }
}
