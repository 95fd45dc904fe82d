package dev.gater.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gater.DeadLetter;
import dev.gater.DurableOptions;
import dev.gater.Message;
import dev.gater.TopicPattern;
import dev.gater.spi.DurableStore.Change;
import dev.gater.spi.DurableStore.Open;
import dev.gater.spi.DurableStore.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of durables keeps to; each implementation runs it. */
public abstract class DurableStoreSuite {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123Z");
  private static final NavigableMap<Long, Open> NONE = new TreeMap<>();

  private static final DurableOptions UNUSUAL =
      new DurableOptions(
          7,
          Duration.ofMillis(1),
          1,
          Duration.ZERO,
          Duration.ofNanos(1_500),
          true,
          3,
          Duration.ofDays(400));

  private DurableStore store;

  /** A new and empty store. */
  protected abstract DurableStore create();

  /**
   * What the next node finds: the store closed and opened again. One that does not outlive its node
   * answers with the same store.
   */
  protected abstract DurableStore reopen(DurableStore before);

  @BeforeEach
  void open() {
    store = create();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static State state(long through) {
    return new State(
        TopicPattern.parse("a:*"), DurableOptions.defaults(), "e1", through, NONE, false);
  }

  private static DeadLetter letter(String durable, long sequence, String reason) {
    return new DeadLetter(durable, message(sequence), 5, NOW, reason);
  }

  private static Message<?> message(long sequence) {
    return new TestMessage(
        "e1",
        sequence,
        "a:" + sequence,
        NOW,
        Map.of("text", "grüße\n", "list", List.of("x", true)));
  }

  private void park(String durable, long through, DeadLetter... letters) {
    store.save(durable, new Change(state(through), List.of(letters), Set.of()));
  }

  private List<Long> dead(String durable) {
    return store.dead(durable, 0, 100).stream()
        .<Long>map(letter -> letter.message().sequence())
        .toList();
  }

  @Test
  void aNewStoreHasNone() {
    assertThat(store.load()).isEmpty();
    assertThat(store.dead("nobody", 0, 10)).isEmpty();
    assertThat(store.countDead("nobody")).isZero();
  }

  @Test
  void findsTheStateThatWasSavedLast() {
    NavigableMap<Long, Open> open = new TreeMap<>();
    open.put(3L, new Open(0, 0, 0));
    open.put(9L, new Open(2, 0, NOW.toEpochMilli()));
    open.put((1L << 53) - 1, new Open(12, 10, 0));
    State first = new State(TopicPattern.parse("*"), UNUSUAL, "e1", 1L << 52, open, true);
    State second = new State(TopicPattern.parse("a:+:*"), UNUSUAL, "e2", 4, NONE, false);

    store.save("one", Change.of(state(1)));
    store.save("one", Change.of(first));
    store.save("two", Change.of(state(1)));
    store.save("two", Change.of(second));
    store = reopen(store);

    assertThat(store.load()).isEqualTo(Map.of("one", first, "two", second));
    assertThat(store.load().sequencedKeySet()).containsExactly("one", "two");
  }

  @Test
  void theLastOfManyStatesIsFound() {
    for (int i = 0; i <= 1_000; i++) {
      store.save("one", Change.of(state(i)));
    }
    store = reopen(store);

    assertThat(store.load()).containsExactly(Map.entry("one", state(1_000)));
  }

  @Test
  void aDeadLetterHoldsTheWholeMessage() {
    park("one", 7, letter("one", 7, "timed out; 5 of 5"));
    store = reopen(store);

    DeadLetter found = store.dead("one", 7, 1).getFirst();

    assertThat(found.durable()).isEqualTo("one");
    assertThat(found.attempts()).isEqualTo(5);
    assertThat(found.parked()).isEqualTo(NOW);
    assertThat(found.reason()).isEqualTo("timed out; 5 of 5");
    assertThat(found.position()).isEqualTo(message(7).position());
    Message<?> kept = found.message();
    assertThat(kept.id()).isEqualTo(message(7).id());
    assertThat(kept.type()).isEqualTo("tested");
    assertThat(kept.time()).isEqualTo(NOW);
    assertThat(kept.received()).isEqualTo(NOW);
    assertThat(kept.source()).isEqualTo("/test");
    assertThat(kept.instance()).isEqualTo("events");
    assertThat(kept.topic()).isEqualTo("a:7");
    assertThat(kept.schemaVersion()).isEqualTo(1);
    assertThat(kept.data()).isEqualTo(message(7).data());
    assertThat(kept.metadata()).isEmpty();
  }

  @Test
  void aLetterIsThereWhenTheCursorHasPassedIt() {
    park("one", 7, letter("one", 7, "x"));
    store = reopen(store);

    assertThat(store.load()).containsExactly(Map.entry("one", state(7)));
    assertThat(dead("one")).containsExactly(7L);
  }

  @Test
  void lettersComeInOrderAndInPages() {
    park("one", 300, letter("one", 300, "c"));
    park("one", 300, letter("one", 2, "a"), letter("one", 10, "b"));
    store = reopen(store);

    assertThat(dead("one")).containsExactly(2L, 10L, 300L);
    assertThat(store.dead("one", 3, 1)).extracting(DeadLetter::reason).containsExactly("b");
    assertThat(store.dead("one", 11, 5)).extracting(DeadLetter::reason).containsExactly("c");
    assertThat(store.dead("one", 301, 5)).isEmpty();
    assertThat(store.countDead("one")).isEqualTo(3);
  }

  @Test
  void aMessageIsNeverParkedTwice() {
    park("one", 7, letter("one", 7, "the first time"));
    park("one", 7, letter("one", 7, "again"));
    store = reopen(store);

    assertThat(store.dead("one", 0, 10)).extracting(DeadLetter::reason).containsExactly("again");
    assertThat(store.countDead("one")).isEqualTo(1);
  }

  @Test
  void discardedLettersAreGone() {
    park("one", 9, letter("one", 7, "x"), letter("one", 8, "x"), letter("one", 9, "x"));
    store.save("one", new Change(state(9), List.of(), Set.of(7L, 9L, 1_000L)));
    store = reopen(store);

    assertThat(dead("one")).containsExactly(8L);
    assertThat(store.countDead("one")).isEqualTo(1);
  }

  @Test
  void durablesDoNotMixTheirLetters() {
    park("on", 7, letter("on", 7, "x"));
    park("one", 8, letter("one", 8, "x"));
    park("one-more", 9, letter("one-more", 9, "x"));

    assertThat(dead("on")).containsExactly(7L);
    assertThat(dead("one")).containsExactly(8L);
    assertThat(dead("one-more")).containsExactly(9L);
  }

  @Test
  void removingForgetsStateAndLettersOfThatDurableAlone() {
    park("one", 7, letter("one", 7, "x"));
    park("one-more", 8, letter("one-more", 8, "x"));
    store.remove("one");
    store.remove("nobody");
    store = reopen(store);

    assertThat(store.load()).containsOnlyKeys("one-more");
    assertThat(dead("one")).isEmpty();
    assertThat(store.countDead("one")).isZero();
    assertThat(dead("one-more")).containsExactly(8L);

    store.save("one", Change.of(state(1)));
    assertThat(dead("one")).as("a new durable of an old name").isEmpty();
  }
}
