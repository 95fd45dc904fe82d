package dev.gater;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What to read of an instance's history. Immutable: each method answers with a new value. */
public final class HistoryQuery {
  /** Messages of a page if nothing is said. */
  public static final int DEFAULT_LIMIT = 100;

  /** Messages of a page at most. */
  public static final int MOST = 10_000;

  private final TopicPattern pattern;
  private final Start from;
  private final long through;
  private final @Nullable Instant before;
  private final int limit;
  private final boolean newestFirst;

  private HistoryQuery(
      TopicPattern pattern,
      Start from,
      long through,
      @Nullable Instant before,
      int limit,
      boolean newestFirst) {
    this.pattern = pattern;
    this.from = from;
    this.through = through;
    this.before = before;
    this.limit = limit;
    this.newestFirst = newestFirst;
  }

  /**
   * All of that pattern, the oldest first.
   *
   * @throws InvalidTopicException if the pattern is not legal
   */
  public static HistoryQuery of(String pattern) {
    return of(TopicPattern.parse(pattern));
  }

  /** All of that pattern, the oldest first. */
  public static HistoryQuery of(TopicPattern pattern) {
    return new HistoryQuery(pattern, Start.beginning(), Long.MAX_VALUE, null, DEFAULT_LIMIT, false);
  }

  /** None older than where that begins. {@link Start#live()} is after all there are. */
  public HistoryQuery from(Start oldest) {
    return new HistoryQuery(pattern, oldest, through, before, limit, newestFirst);
  }

  /** None with a higher sequence. */
  public HistoryQuery through(long newest) {
    return new HistoryQuery(pattern, from, newest, before, limit, newestFirst);
  }

  /** None received at that time or later. */
  public HistoryQuery before(Instant received) {
    return new HistoryQuery(pattern, from, through, received, limit, newestFirst);
  }

  /**
   * So many a page at most.
   *
   * @throws IllegalArgumentException if that is not 1 to {@link #MOST}
   */
  public HistoryQuery limit(int most) {
    if (most < 1 || most > MOST) {
      throw new IllegalArgumentException("a page has 1 to " + MOST + " messages, not " + most);
    }
    return new HistoryQuery(pattern, from, through, before, most, newestFirst);
  }

  /** The newest first. */
  public HistoryQuery newestFirst() {
    return new HistoryQuery(pattern, from, through, before, limit, true);
  }

  /** What topics match. */
  public TopicPattern pattern() {
    return pattern;
  }

  /** Where the oldest is. */
  public Start from() {
    return from;
  }

  /** The highest sequence, {@link Long#MAX_VALUE} for any. */
  public long through() {
    return through;
  }

  /** When all are received before; null for any time. */
  public @Nullable Instant before() {
    return before;
  }

  /** Messages of a page at most. */
  public int limit() {
    return limit;
  }

  /** Whether the newest come first. */
  public boolean isNewestFirst() {
    return newestFirst;
  }

  @Override
  public String toString() {
    return "HistoryQuery["
        + pattern
        + ", from "
        + from
        + (through == Long.MAX_VALUE ? "" : " through " + through)
        + (before == null ? "" : " before " + before)
        + (newestFirst ? ", newest first]" : "]");
  }
}
