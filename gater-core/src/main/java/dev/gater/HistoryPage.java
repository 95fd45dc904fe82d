package dev.gater;

import dev.gater.event.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of an instance's history.
 *
 * @param <E> the instance's family of typed events
 * @param messages those that matched, in the order asked for; a page that is not the last may have
 *     few or none
 * @param gaps what was asked for and can't be had, in the same stretch; only when reading the
 *     oldest first
 * @param next what to ask for the next page; null if this is the last
 */
public record HistoryPage<E extends Event>(
    List<Message<E>> messages, List<Gap> gaps, @Nullable HistoryQuery next) {

  /** Copies the lists. */
  public HistoryPage {
    messages = List.copyOf(messages);
    gaps = List.copyOf(gaps);
  }
}
