package dev.gater.engine;

import dev.gater.Gap;
import dev.gater.HistoryPage;
import dev.gater.HistoryQuery;
import dev.gater.Message;
import dev.gater.Start;
import dev.gater.event.Event;
import dev.gater.spi.MessageLog;
import dev.gater.spi.MessageLog.Page;
import dev.gater.spi.MessageLog.Resumption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers one query of an instance's history. For one thread. */
final class HistoryReader {
  /** Pages of the log that one page of an answer is made of at most. */
  private static final int MOST_PAGES = 64;

  private final HistoryQuery query;
  private final MessageLog log;
  private final long given;
  private final List<Message<?>> messages = new ArrayList<>();
  private final List<Gap> gaps = new ArrayList<>();

  /**
   * Of a log.
   *
   * @param given the last number given by now
   */
  HistoryReader(HistoryQuery query, MessageLog log, long given) {
    this.query = query;
    this.log = log;
    this.given = given;
  }

  <E extends Event> HistoryPage<E> read() {
    if (query.from() instanceof Start.Last(int perTopic)) {
      return last(perTopic);
    }
    long from = from();
    long through = Math.min(query.through(), log.last());
    Instant before = query.before();
    if (before != null) {
      through = Math.min(through, log.firstReceivedAt(before) - 1);
    }
    return query.isNewestFirst() ? back(from, through) : forward(from, through);
  }

  private long from() {
    return switch (query.from()) {
      case Start.Live() -> Long.MAX_VALUE;
      case Start.Beginning(), Start.Last(int _) -> log.first();
      case Start.Sequence(long first) -> first;
      case Start.Time(var received) -> log.firstReceivedAt(received);
      case Start.After(var position) -> {
        Resumption resumption = log.resume(position, given);
        Gap gap = resumption.gap();
        if (gap != null) {
          gaps.add(gap);
        }
        yield resumption.from();
      }
    };
  }

  private <E extends Event> HistoryPage<E> forward(long from, long through) {
    long at = from;
    for (int i = 0; i < MOST_PAGES && at <= through && messages.size() < query.limit(); i++) {
      Page page = log.read(query.pattern(), at, through, query.limit() - messages.size());
      if (page.expired() > at) {
        gaps.add(new Gap(at, page.expired() - 1, page.why()));
      }
      messages.addAll(page.messages());
      at = page.next();
    }
    return page(at <= through ? query.from(Start.sequence(at)) : null);
  }

  private <E extends Event> HistoryPage<E> back(long from, long through) {
    long least = Math.max(from, log.first());
    long at = through;
    for (int i = 0; i < MOST_PAGES && at >= least && messages.size() < query.limit(); i++) {
      Page page = log.readBack(query.pattern(), at, query.limit() - messages.size());
      for (Message<?> message : page.messages()) {
        if (message.sequence() >= least) {
          messages.add(message);
        }
      }
      at = page.next();
    }
    return page(at >= least ? query.through(at) : null);
  }

  private <E extends Event> HistoryPage<E> last(int perTopic) {
    for (Message<?> message : log.lastValues(query.pattern(), perTopic, query.through())) {
      Instant before = query.before();
      if (before == null || message.received().isBefore(before)) {
        messages.add(message);
      }
    }
    List<Message<?>> found = query.isNewestFirst() ? messages.reversed() : List.copyOf(messages);
    int count = Math.min(query.limit(), found.size());
    return new HistoryPage<>(typed(found.subList(0, count)), gaps, null);
  }

  private <E extends Event> HistoryPage<E> page(@Nullable HistoryQuery next) {
    return new HistoryPage<>(typed(messages), gaps, next);
  }

  @SuppressWarnings("unchecked") // the log holds this instance's messages only
  private static <E extends Event> List<Message<E>> typed(List<Message<?>> messages) {
    List<Message<E>> typed = new ArrayList<>(messages.size());
    messages.forEach(message -> typed.add((Message<E>) message));
    return typed;
  }
}
