package dev.gater.event;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a service logged in a period, in numbers.
 *
 * @param periodStart inclusive
 * @param periodEnd exclusive
 * @param entries lines logged in the period
 * @param errors how many of them are errors or worse
 * @param warnings how many of them are warnings
 * @param dropped lines lost, not among the entries
 * @param topMessages the most frequent messages, most frequent first
 */
@EventType(topic = "log_summaries:{service}")
public record LogSummary(
    String service,
    Instant periodStart,
    Instant periodEnd,
    long entries,
    @Nullable Long errors,
    @Nullable Long warnings,
    @Nullable Long dropped,
    @Nullable List<String> topMessages)
    implements LoggingEvent {

  public LogSummary {
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(periodStart, "periodStart");
    Objects.requireNonNull(periodEnd, "periodEnd");
    topMessages = topMessages == null ? null : List.copyOf(topMessages);
  }

  /** Leaves the other components open. */
  public LogSummary(String service, Instant periodStart, Instant periodEnd, long entries) {
    this(service, periodStart, periodEnd, entries, null, null, null, null);
  }
}
