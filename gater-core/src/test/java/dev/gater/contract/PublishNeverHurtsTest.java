package dev.gater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gater.DataSize;
import dev.gater.Durability;
import dev.gater.Gater;
import dev.gater.Position;
import dev.gater.PubSub;
import dev.gater.Publication;
import dev.gater.Publication.Reason;
import dev.gater.PublishOptions;
import dev.gater.Receipt;
import dev.gater.Topic;
import dev.gater.event.LogEntry;
import dev.gater.event.LogLevel;
import dev.gater.event.SubscriptionHealth;
import java.lang.reflect.Method;
import java.time.Instant;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong comes back as a publication that says why; only null throws. */
class PublishNeverHurtsTest {
  @RegisterExtension final Nodes nodes = new Nodes();

  private static void assertRefused(Publication publication, Reason reason, String inDetail) {
    assertThat(publication.accepted()).isFalse();
    assertThat(publication.reason()).isEqualTo(reason);
    assertThat(publication.detail()).contains(inDetail);
    assertThat(publication.sequence()).isZero();
    assertThat(publication.id()).isEmpty();
  }

  @Test
  void anIllegalTopicIsRefused() {
    Gater gater = nodes.open();

    assertRefused(gater.events().publish("", "said", 1), Reason.INVALID_TOPIC, "position 0");
    assertRefused(
        gater.events().publish("x".repeat(300), "said", 1), Reason.INVALID_TOPIC, "position 255");
    assertRefused(
        gater.events().publish("lone:\uD800", "said", 1), Reason.INVALID_TOPIC, "position 5");
    assertRefused(
        gater
            .health()
            .publish(new SubscriptionHealth("a", "b:c", SubscriptionHealth.State.RECOVERED)),
        Reason.INVALID_TOPIC,
        "subscriptionName");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "two words",
        "tab\t",
        "no\u00A0break",
        "nul\u0000",
        "gater.gap",
        "phx_join",
        "chan_reply_1",
        "lone\uD800"
      })
  void anIllegalTypeIsRefused(String type) {
    assertRefused(nodes.open().events().publish("a", type, 1), Reason.INVALID_TYPE, "type");
  }

  @Test
  void aTypeHasAtMostAHundredCharacters() {
    Gater gater = nodes.open();

    assertThat(gater.events().publish("a", "x".repeat(100), 1).accepted()).isTrue();
    assertThat(gater.events().publish("a", "\uD83D\uDE00".repeat(100), 1).accepted()).isTrue();
    assertRefused(gater.events().publish("a", "x".repeat(101), 1), Reason.INVALID_TYPE, "101");
  }

  static Stream<Object> notJson() {
    return Stream.of(
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        'c',
        Instant.EPOCH,
        Reason.NONE,
        new int[] {1},
        new Object(),
        new StringBuilder("text"),
        Optional.of(1),
        new AtomicInteger(1),
        "lone \uD800",
        Map.of("lone \uDC00", 1),
        Map.of(1, "key is no string"),
        Collections.singletonMap(null, 1),
        Map.of("deep", List.of(1, Map.of("deeper", Double.NaN))),
        Thread.currentThread());
  }

  @ParameterizedTest
  @MethodSource("notJson")
  void dataThatIsNotJsonLikeIsRefused(Object data) {
    Gater gater = nodes.open();

    assertRefused(gater.events().publish("a", "said", data), Reason.INVALID_DATA, "data");
    assertRefused(
        gater
            .events()
            .publish("a", "said", null, PublishOptions.none().metadata(Map.of("inside", data))),
        Reason.INVALID_DATA,
        "metadata");
    assertThat(gater.events().stats().published()).isZero();
  }

  @Test
  void theErrorNamesThePlaceInTheData() {
    assertThat(
            nodes
                .open()
                .events()
                .publish("a", "said", Map.of("list", List.of(1, Map.of("x", Double.NaN))))
                .detail())
        .contains("list[1].x");
  }

  @Test
  void anErrorShowsNoControlCharactersAndStaysShort() {
    Gater gater = nodes.open();
    String strange = "\u001B[31mred\n" + "x".repeat(10_000);

    assertThat(
            List.of(
                gater.events().publish("a", "said", Map.of(strange, Double.NaN)),
                gater.events().publish("a", "said", Map.of(strange, Map.of(1, 2))),
                gater.events().publish("a", strange, 1),
                gater.events().publish(strange, "said", 1)))
        .allSatisfy(publication -> {
          assertThat(publication.accepted()).isFalse();
          assertThat(publication.detail())
              .hasSizeLessThan(1000)
              .matches(detail -> detail.codePoints().noneMatch(Character::isISOControl));
        });
  }

  static Stream<Named<Object>> hostile() {
    Map<String, Object> cyclicMap = new HashMap<>();
    cyclicMap.put("self", cyclicMap);
    List<Object> cyclicList = new ArrayList<>();
    cyclicList.add(Map.of("list", cyclicList));
    return Stream.of(
        Named.of("a map that contains itself", cyclicMap),
        Named.of("a list that contains itself", cyclicList),
        Named.of("throws", new Hostile(() -> new IllegalStateException("no entries today"))),
        Named.of("changes under way", new Hostile(ConcurrentModificationException::new)),
        Named.of("recurses without end", new Hostile(StackOverflowError::new)),
        Named.of("throws what cannot be printed", new Hostile(Unprintable::new)));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void dataThatFailsUnderwayIsRefused(Object data) {
    Gater gater = nodes.open();

    assertRefused(gater.events().publish("a", "said", data), Reason.INVALID_DATA, "data");
    assertThat(gater.events().publish("a", "said", 1).sequence()).isEqualTo(1);
  }

  private static final class Unprintable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String toString() {
      throw new IllegalStateException("not even this");
    }
  }

  /** A map every method of which throws what it is told. */
  private static final class Hostile extends AbstractMap<String, Object> {
    private final Supplier<Throwable> thrown;

    Hostile(Supplier<Throwable> thrown) {
      this.thrown = thrown;
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
      throw Sneaky.asUnchecked(thrown.get());
    }

    @Override
    public String toString() {
      return "a hostile map";
    }
  }

  private static final class Sneaky {
    static RuntimeException asUnchecked(Throwable thrown) {
      if (thrown instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) thrown;
    }
  }

  @Test
  void metadataThatFailsUnderwayIsRefused() {
    Gater gater = nodes.open();
    var options =
        PublishOptions.none().metadata(new Hostile(() -> new IllegalStateException("no")));

    assertRefused(gater.events().publish("a", "said", 1, options), Reason.INVALID_DATA, "metadata");
    assertRefused(
        gater
            .health()
            .publish(new SubscriptionHealth("a", "b", SubscriptionHealth.State.RECOVERED), options),
        Reason.INVALID_DATA,
        "metadata");
  }

  static Stream<Named<Object>> huge() {
    return Stream.of(
        Named.of("a long text", "x".repeat(2 << 20)),
        Named.of("a long list", Collections.nCopies(1_000_000, "x")),
        Named.of("a list longer than memory", Collections.nCopies(Integer.MAX_VALUE - 8, "x")),
        Named.of("two texts", Map.of("a", "x".repeat(1 << 19), "b", List.of("x".repeat(1 << 19)))));
  }

  @ParameterizedTest
  @MethodSource("huge")
  void dataBeyondThePolicysBoundIsTooLarge(Object data) {
    assertRefused(
        nodes.open().events().publish("a", "said", data), Reason.TOO_LARGE, "max-message");
  }

  @Test
  void metadataCountsTowardsTheBound() {
    Gater gater = nodes.open("events", policy -> policy.maxMessage(DataSize.kib(4)));
    var options = PublishOptions.none().metadata(Map.of("note", "x".repeat(3000)));

    assertThat(gater.events().publish("a", "said", null, options).accepted()).isTrue();
    assertThat(gater.events().publish("a", "said", "x".repeat(3000)).accepted()).isTrue();
    assertRefused(
        gater.events().publish("a", "said", "x".repeat(3000), options),
        Reason.TOO_LARGE,
        "max-message");
  }

  @Test
  void aTypedEventBeyondThePolicysBoundIsTooLarge() {
    Gater gater = nodes.open("logging", policy -> policy.maxMessage(DataSize.kib(4)));

    assertRefused(
        gater.logging().publish(new LogEntry("service", LogLevel.INFO, "x".repeat(5000))),
        Reason.TOO_LARGE,
        "max-message");
  }

  @Test
  void whatAPublisherChangesAfterwardsIsNotSeen() {
    Gater gater = nodes.open();
    Gate gate = nodes.gate();
    var seen = Recorder.behind(gate, gater.events(), "*");
    List<Object> inner = new ArrayList<>(List.of(1));
    Map<String, Object> data = new HashMap<>(Map.of("inner", inner));
    Map<String, Object> metadata = new HashMap<>(Map.of("inner", inner));

    gater.events().publish("a", "said", data, PublishOptions.none().metadata(metadata));
    inner.add(2);
    data.put("more", 3);
    metadata.clear();
    gate.open();

    var message = seen.await(1).messages().getFirst();
    assertThat(message.data()).isEqualTo(Map.of("inner", List.of(1)));
    assertThat(message.metadata()).isEqualTo(Map.of("inner", List.of(1)));
  }

  @Test
  void aHandlerCanChangeNeitherDataNorMetadata() {
    Gater gater = nodes.open();
    var seen = Recorder.on(gater.events(), "*");

    gater
        .events()
        .publish(
            "a",
            "said",
            new HashMap<>(Map.of("list", new ArrayList<>(List.of(1)))),
            PublishOptions.none().metadata(new HashMap<>(Map.of("k", "v"))));

    var message = seen.await(1).messages().getFirst();
    assertThat(message.data())
        .isInstanceOfSatisfying(
            Map.class,
            map -> {
              assertThatThrownBy(map::clear).isInstanceOf(UnsupportedOperationException.class);
              assertThatThrownBy(((List<?>) map.get("list"))::clear)
                  .isInstanceOf(UnsupportedOperationException.class);
            });
    assertThatThrownBy(() -> message.metadata().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void anInterruptedPublisherPublishesAndStaysInterrupted() {
    Gater gater = nodes.open();
    var seen = Recorder.on(gater.events(), "*");

    Thread.currentThread().interrupt();
    Publication publication = gater.events().publish("a", "said", 1);
    boolean stillInterrupted = Thread.interrupted();

    assertThat(publication.accepted()).isTrue();
    assertThat(stillInterrupted).isTrue();
    assertThat(seen.await(1).data()).containsExactly(1);
  }

  @Test
  void aClosedNodeAnswersClosed() {
    Gater gater = nodes.open();
    Topic topic = gater.events().topic("a");
    gater.close();

    assertRefused(gater.events().publish("a", "said", 1), Reason.CLOSED, "closed");
    assertRefused(topic.publish("said", 1), Reason.CLOSED, "closed");
    assertRefused(
        gater.health().publish(new SubscriptionHealth("a", "b", SubscriptionHealth.State.SLOW)),
        Reason.CLOSED,
        "closed");
    assertRefused(gater.events().publishTo("elsewhere", "a", "said", 1), Reason.CLOSED, "closed");
    assertRefused(gater.diagnostics().publish("a", "said", 1), Reason.CLOSED, "closed");
  }

  @Test
  void aConfirmationThatCannotBeHadIsRefusedAndNothingIsPublished() {
    Gater gater = nodes.open();
    var seen = Recorder.on(gater.audit(), "*");

    Receipt receipt = Waits.completed(gater.audit().publishConfirmed("a", "said", 1));
    gater.drain();

    assertRefused(receipt.publication(), Reason.DURABILITY_UNAVAILABLE, "audit");
    assertThat(receipt.position()).isNull();
    assertThat(seen.count()).isZero();
  }

  @Test
  void withoutDurabilityAcceptanceIsConfirmed() {
    Gater gater = nodes.open();

    Receipt receipt = Waits.completed(gater.metrics().publishConfirmed("a", "said", 1));
    Receipt refused = Waits.completed(gater.metrics().publishConfirmed("a::", "said", 1));

    assertThat(receipt.publication().accepted()).isTrue();
    assertThat(receipt.durability()).isEqualTo(Durability.NONE);
    assertThat(receipt.position()).extracting(Position::sequence).isEqualTo(1L);
    assertThat(refused.publication().reason()).isEqualTo(Reason.INVALID_TOPIC);
    assertThat(refused.position()).isNull();
  }

  @Test
  void everyRefusalIsCountedUnderItsReason() {
    Gater gater = nodes.open("metrics", policy -> policy.maxMessage(DataSize.kib(1)));
    gater.metrics().publish("a::", "said", 1);
    gater.metrics().publish("a", "", 1);
    gater.metrics().publish("a", "said", Double.NaN);
    gater.metrics().publish("a", "said", "x".repeat(2000));
    gater.metrics().publish("a", "said", 1);
    gater.close();
    gater.metrics().publish("a", "said", 1);

    var stats = gater.metrics().stats();
    assertThat(stats.published()).isEqualTo(1);
    assertThat(stats.rejected()).isEqualTo(5);
    assertThat(stats.rejectedBy())
        .isEqualTo(
            Map.of(
                Reason.INVALID_TOPIC,
                1L,
                Reason.INVALID_TYPE,
                1L,
                Reason.INVALID_DATA,
                1L,
                Reason.TOO_LARGE,
                1L,
                Reason.CLOSED,
                1L));
  }

  /** By reflection, since null is what the compiler would not let a careful caller pass. */
  @Test
  void onlyNullThrows() throws ReflectiveOperationException {
    Gater gater = nodes.open();
    Method raw =
        PubSub.class.getMethod(
            "publish", String.class, String.class, Object.class, PublishOptions.class);
    Object[][] calls = {
      {null, "said", 1, PublishOptions.none()},
      {"a", null, 1, PublishOptions.none()},
      {"a", "said", 1, null},
    };
    for (Object[] arguments : calls) {
      assertThatThrownBy(() -> raw.invoke(gater.events(), arguments))
          .hasCauseInstanceOf(NullPointerException.class);
    }
    assertThat(gater.events().publish("a", "said", null).accepted()).isTrue();
  }
}
