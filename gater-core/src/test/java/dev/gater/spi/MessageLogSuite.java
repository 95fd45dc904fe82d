package dev.gater.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gater.DataSize;
import dev.gater.Message;
import dev.gater.Policy;
import dev.gater.Retention;
import dev.gater.TopicPattern;
import dev.gater.spi.MessageLog.Page;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every log keeps to; each implementation runs it. */
public abstract class MessageLogSuite {
  private static final TopicPattern ALL = TopicPattern.parse("*");
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Policy policy =
      Policy.of("events").keep(Retention.forever()).memory(DataSize.mib(16));
  private Instant now = START;
  private MessageLog log;

  /** A new and empty log of that policy and clock. */
  protected abstract MessageLog create(Policy policy, InstantSource clock);

  @BeforeEach
  void open() {
    log = create(policy, () -> now);
  }

  private void reopen(Policy of) {
    log.close();
    log = create(of, () -> now);
  }

  private void append(String... topics) {
    for (String topic : topics) {
      log.append(new TestMessage(log.epoch(), log.last() + 1, topic, now, "x"));
    }
  }

  private static List<Long> sequences(List<Message<?>> messages) {
    return messages.stream().<Long>map(Message::sequence).toList();
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void anEmptyLogHasNoFirst() {
    assertThat(log.last()).isZero();
    assertThat(log.first()).isEqualTo(1);
    assertThat(log.read(ALL, 1, 10, 10)).isEqualTo(new Page(List.of(), 1, 1));
    assertThat(log.firstReceivedAt(START)).isEqualTo(1);
    assertThat(log.lastValues(ALL)).isEmpty();
  }

  @Test
  void readsWhatMatchesInOrder() {
    append("a:1", "b:1", "a:2", "b:2");

    Page page = log.read(TopicPattern.parse("a:*"), 1, 4, 10);

    assertThat(sequences(page.messages())).containsExactly(1L, 3L);
    assertThat(page.expired()).isEqualTo(1);
    assertThat(page.next()).isEqualTo(5);
  }

  @Test
  void readsNoFurtherThanAsked() {
    append("a", "a", "a", "a");

    Page page = log.read(ALL, 2, 3, 10);

    assertThat(sequences(page.messages())).containsExactly(2L, 3L);
    assertThat(page.next()).isEqualTo(4);
  }

  @Test
  void pagesFollowEachOther() {
    append("a", "a", "a");

    Page first = log.read(ALL, 1, 3, 2);
    Page second = log.read(ALL, first.next(), 3, 2);

    assertThat(sequences(first.messages())).containsExactly(1L, 2L);
    assertThat(sequences(second.messages())).containsExactly(3L);
    assertThat(second.next()).isEqualTo(4);
  }

  @Test
  void tellsWhatIsNoLongerKept() {
    reopen(policy.keep(Retention.forever().count(2)));
    append("a", "a", "a", "a", "a");

    Page page = log.read(ALL, 2, 5, 10);

    assertThat(log.first()).isEqualTo(4);
    assertThat(page.expired()).isEqualTo(4);
    assertThat(sequences(page.messages())).containsExactly(4L, 5L);
  }

  @Test
  void whatExpiredEndsWhereTheReadEnds() {
    reopen(policy.keep(Retention.forever().count(1)));
    append("a", "a", "a", "a", "a");

    Page page = log.read(ALL, 1, 3, 10);

    assertThat(page).isEqualTo(new Page(List.of(), 4, 4));
  }

  @Test
  void letsGoOfNothingThatIsHeld() {
    reopen(policy.keep(Retention.of(Duration.ofMinutes(1)).count(2)));
    log.hold(2);
    append("a", "a", "a", "a", "a");
    now = START.plusSeconds(120);
    assertThat(log.first()).isEqualTo(2);
    assertThat(sequences(log.read(ALL, 1, 5, 10).messages())).containsExactly(2L, 3L, 4L, 5L);

    log.hold(Long.MAX_VALUE);

    assertThat(log.first()).isEqualTo(6);
  }

  @Test
  void keepsNoLongerThanTheAge() {
    reopen(policy.keep(Retention.of(Duration.ofMinutes(1))));
    append("a", "a");
    now = START.plusSeconds(59);
    append("a");
    assertThat(log.first()).isEqualTo(1);

    now = START.plusSeconds(61);

    assertThat(log.first()).isEqualTo(3);
  }

  @Test
  void keepsNothingWhereNothingIsToBeKept() {
    reopen(policy.keep(Retention.nothing()));
    append("a", "a");

    assertThat(log.last()).isEqualTo(2);
    assertThat(log.first()).isEqualTo(3);
    assertThat(log.read(ALL, 1, 2, 10)).isEqualTo(new Page(List.of(), 3, 3));
  }

  @Test
  void findsTheFirstReceivedAtATime() {
    append("a");
    now = START.plusSeconds(10);
    append("a", "a");
    now = START.plusSeconds(20);
    append("a");

    assertThat(log.firstReceivedAt(START)).isEqualTo(1);
    assertThat(log.firstReceivedAt(START.plusSeconds(1))).isEqualTo(2);
    assertThat(log.firstReceivedAt(START.plusSeconds(10))).isEqualTo(2);
    assertThat(log.firstReceivedAt(START.plusSeconds(11))).isEqualTo(4);
    assertThat(log.firstReceivedAt(START.plusSeconds(21))).isEqualTo(5);
  }

  @Test
  void findsTheFirstOfManyReceivedAtOneTime() {
    append("a", "a", "a");
    now = START.plusSeconds(10);
    append("a", "a", "a", "a", "a");

    assertThat(log.firstReceivedAt(START)).isEqualTo(1);
    assertThat(log.firstReceivedAt(START.plusSeconds(10))).isEqualTo(4);
  }

  @Test
  void lastValuesAreOneATopicInOrder() {
    append("a", "b", "c:1", "a");

    assertThat(sequences(log.lastValues(ALL))).containsExactly(2L, 3L, 4L);
    assertThat(sequences(log.lastValues(TopicPattern.parse("a")))).containsExactly(4L);
  }

  @Test
  void lastValuesOutliveTheHistoryWhereThePolicySaysSo() {
    reopen(policy.keep(Retention.forever().count(1)).lastValue(true));
    append("a", "b", "b", "c");

    assertThat(sequences(log.lastValues(ALL))).containsExactly(1L, 3L, 4L);
  }

  @Test
  void lastValuesAreBounded() {
    reopen(policy.lastValue(true).topics(2));
    append("a", "b", "c", "d");

    assertThat(sequences(log.lastValues(ALL))).containsExactly(3L, 4L);
  }
}
