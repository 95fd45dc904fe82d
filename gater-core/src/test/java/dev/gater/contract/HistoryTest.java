package dev.gater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.gater.Gap;
import dev.gater.Gater;
import dev.gater.GaterConfig;
import dev.gater.HistoryPage;
import dev.gater.HistoryQuery;
import dev.gater.Message;
import dev.gater.Position;
import dev.gater.Retention;
import dev.gater.Start;
import dev.gater.event.DomainEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Reading what was published before, page by page. */
class HistoryTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private Instant now = START;
  private final Gater gater =
      Gater.open(
          GaterConfig.defaults()
              .clock(() -> now)
              .instance("events", policy -> policy.keep(Retention.forever().count(50))));

  @AfterEach
  void close() {
    gater.close();
  }

  private void publish(int count) {
    for (int i = 1; i <= count; i++) {
      gater.events().publish(i % 2 == 0 ? "even" : "odd:x", "counted", i);
      now = now.plusSeconds(1);
    }
    long last = gater.events().stats().published();
    HistoryQuery newest = HistoryQuery.of("*").newestFirst().limit(1);
    await()
        .until(() ->
            gater.events().history(newest).messages().stream()
                .anyMatch(message -> message.sequence() == last));
  }

  private List<Object> data(HistoryQuery query) {
    List<Object> data = new ArrayList<>();
    for (HistoryQuery next = query; next != null; ) {
      HistoryPage<DomainEvent> page = gater.events().history(next);
      assertThat(page.messages()).hasSizeLessThanOrEqualTo(query.limit());
      page.messages().stream().map(Message::data).forEach(data::add);
      next = page.next();
    }
    return data;
  }

  @Test
  void pagesFollowEachOtherInBothDirections() {
    publish(20);

    assertThat(data(HistoryQuery.of("*").limit(7))).isEqualTo(numbers(1, 20, 1));
    assertThat(data(HistoryQuery.of("*").limit(3).newestFirst()))
        .isEqualTo(numbers(1, 20, 1).reversed());
  }

  @Test
  void onlyWhatMatchesIsRead() {
    publish(20);

    assertThat(data(HistoryQuery.of("odd:*").limit(2))).isEqualTo(numbers(1, 19, 2));
    assertThat(data(HistoryQuery.of("even").limit(2).newestFirst()))
        .isEqualTo(numbers(2, 20, 2).reversed());
    assertThat(data(HistoryQuery.of("none"))).isEmpty();
  }

  @Test
  void boundsAreBySequencePositionAndTime() {
    publish(20);
    Position fifth =
        gater.events().history(HistoryQuery.of("*").limit(5)).messages().getLast().position();

    assertThat(data(HistoryQuery.of("*").from(Start.sequence(3)).through(6)))
        .isEqualTo(numbers(3, 6, 1));
    assertThat(data(HistoryQuery.of("*").from(Start.after(fifth)).through(7).limit(1)))
        .isEqualTo(numbers(6, 7, 1));
    Instant fourth = START.plusSeconds(3);
    assertThat(data(HistoryQuery.of("*").from(Start.time(fourth)).before(fourth.plusSeconds(3))))
        .isEqualTo(numbers(4, 6, 1));
    assertThat(data(HistoryQuery.of("*").from(Start.sequence(3)).through(6).newestFirst()))
        .isEqualTo(numbers(3, 6, 1).reversed());
    assertThat(data(HistoryQuery.of("*").from(Start.live()))).isEmpty();
  }

  @Test
  void theLastOfEachTopicCanBeAskedFor() {
    publish(20);

    assertThat(data(HistoryQuery.of("*").from(Start.last(2)))).isEqualTo(numbers(17, 20, 1));
    assertThat(data(HistoryQuery.of("even").from(Start.last()).newestFirst()))
        .isEqualTo(numbers(20, 20, 1));
  }

  @Test
  void whatIsNoLongerKeptIsToldAsAGap() {
    publish(60);

    HistoryPage<DomainEvent> page =
        gater.events().history(HistoryQuery.of("*").from(Start.sequence(5)).limit(1));

    assertThat(page.gaps()).containsExactly(new Gap(5, 10, Gap.Why.EXPIRED));
    assertThat(page.messages().getFirst().sequence()).isEqualTo(11);
    assertThat(
            gater
                .events()
                .history(HistoryQuery.of("*").from(Start.after(new Position("other", 3))))
                .gaps())
        .containsExactly(new Gap(4, 3, Gap.Why.RESET));
  }

  @Test
  void aClosedNodeIsNotRead() {
    gater.close();

    assertThatThrownBy(() -> gater.events().history(HistoryQuery.of("*")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aPageHasABound() {
    assertThatThrownBy(() -> HistoryQuery.of("*").limit(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 to 10000");
  }

  private static List<Object> numbers(int from, int through, int step) {
    List<Object> numbers = new ArrayList<>();
    for (int i = from; i <= through; i += step) {
      numbers.add(i);
    }
    return numbers;
  }
}
