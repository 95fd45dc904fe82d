package dev.gater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gater.Gater;
import dev.gater.InvalidTopicException;
import dev.gater.Publication;
import dev.gater.Publication.Reason;
import dev.gater.Topic;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a topic is, that an error names the place, and that no text at all hurts a publisher. */
class TopicSyntaxTest {
  private static @Nullable Gater gater;

  @BeforeAll
  @BeforeContainer
  static void open() {
    gater = Gater.open();
  }

  @AfterAll
  @AfterContainer
  static void close() {
    gater().close();
  }

  private static Gater gater() {
    return Objects.requireNonNull(gater);
  }

  static Stream<String> legal() {
    return Stream.of(
        "a",
        "a:b",
        "event_stream:order-1",
        "UPPER.case/and@more#than$letters",
        "système:état",
        "日本:語",
        "astral:\uD83D\uDE00",
        "zero\u200Bwidth",
        String.join(":", "1234567890123456".split("")),
        "x".repeat(255),
        "é".repeat(127),
        "é".repeat(127) + "x",
        "€".repeat(85),
        "\uD83D\uDE00".repeat(63) + "xyz");
  }

  @ParameterizedTest
  @MethodSource
  void legal(String topic) {
    assertThat(Topic.check(topic)).isEqualTo(topic);
    assertThat(gater().events().topic(topic).name()).isEqualTo(topic);
    assertThat(gater().events().publish(topic, "said", null).accepted()).isTrue();
    assertThatCode(() -> gater().events().subscribe(topic, message -> {}).close())
        .doesNotThrowAnyException();
  }

  static Stream<Arguments> illegal() {
    return Stream.of(
        Arguments.of("", 0),
        Arguments.of(":", 0),
        Arguments.of("::", 0),
        Arguments.of("a::b", 2),
        Arguments.of(":a", 0),
        Arguments.of("a:", 2),
        Arguments.of("a:b:", 4),
        Arguments.of("a b", 1),
        Arguments.of(" ", 0),
        Arguments.of("a:b ", 3),
        Arguments.of("a:*", 2),
        Arguments.of("*", 0),
        Arguments.of("+", 0),
        Arguments.of("a:b+c", 3),
        Arguments.of("a*", 1),
        Arguments.of("no\u00A0break", 2),
        Arguments.of("em\u2003space", 2),
        Arguments.of("ideographic\u3000space", 11),
        Arguments.of("line\u2028separator", 4),
        Arguments.of("a\tb", 1),
        Arguments.of("a\nb", 1),
        Arguments.of("a\u0000", 1),
        Arguments.of("a\u007F", 1),
        Arguments.of("a\u0085b", 1),
        Arguments.of("a\uD83D", 1),
        Arguments.of("a:\uDE00", 2),
        Arguments.of("\uDE00\uD83D", 0),
        Arguments.of("x".repeat(256), 255),
        Arguments.of("x".repeat(300), 255),
        Arguments.of("é".repeat(128), 127),
        Arguments.of("€".repeat(85) + "x", 85),
        Arguments.of("\uD83D\uDE00".repeat(64), 126),
        Arguments.of(String.join(":", "12345678901234567".split("")), 31));
  }

  @ParameterizedTest
  @MethodSource
  void illegal(String topic, int position) {
    assertThatThrownBy(() -> Topic.check(topic))
        .isInstanceOfSatisfying(
            InvalidTopicException.class,
            invalid -> {
              assertThat(invalid.position()).isEqualTo(position);
              assertThat(invalid.reason()).isNotEmpty();
            })
        .hasMessageContaining("position " + position);
    assertThatThrownBy(() -> gater().events().topic(topic))
        .isInstanceOf(InvalidTopicException.class);

    Publication publication = gater().events().publish(topic, "said", null);
    assertThat(publication.accepted()).isFalse();
    assertThat(publication.reason()).isEqualTo(Reason.INVALID_TOPIC);
    assertThat(publication.detail()).contains("position " + position);
    assertThat(publication.sequence()).isZero();
    assertThat(publication.id()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("illegal")
  void anErrorShowsNoControlCharactersAndStaysShort(String topic, int position) {
    assertThatThrownBy(() -> Topic.check(topic))
        .message()
        .hasSizeLessThan(300)
        .matches(message -> message.codePoints().noneMatch(Character::isISOControl))
        .matches(message -> StandardCharsets.UTF_8.newEncoder().canEncode(message));
  }

  @Property(tries = 3000)
  void anyTextEitherIsALegalTopicOrIsRefused(@ForAll("texts") String text) {
    Publication publication = gater().metrics().publish(text, "said", null);

    assertThat(publication.reason()).isEqualTo(isLegal(text) ? Reason.NONE : Reason.INVALID_TOPIC);
    if (isLegal(text)) {
      assertThat(Topic.check(text)).isEqualTo(text);
    } else {
      assertThatThrownBy(() -> Topic.check(text))
          .isInstanceOfSatisfying(
              InvalidTopicException.class,
              invalid -> assertThat(invalid.position()).isBetween(0, text.length()));
    }
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<Character> likely =
        Arbitraries.of('a', 'b', ':', ':', '*', '+', ' ', '\n', 'é', '€', '\uD83D', '\uDE00');
    return Arbitraries.oneOf(
        likely.list().ofMaxSize(12).map(TopicSyntaxTest::join),
        Arbitraries.of("x", "é", "€", "\uD83D\uDE00", "a:")
            .list()
            .ofMinSize(60)
            .ofMaxSize(260)
            .map(parts -> String.join("", parts)),
        Arbitraries.strings().ofMaxLength(30));
  }

  private static String join(Iterable<Character> characters) {
    StringBuilder text = new StringBuilder();
    characters.forEach(text::append);
    return text.toString();
  }

  private static boolean isLegal(String text) {
    String[] segments = text.split(":", -1);
    return segments.length <= 16
        && Arrays.stream(segments).noneMatch(String::isEmpty)
        && StandardCharsets.UTF_8.newEncoder().canEncode(text)
        && text.getBytes(StandardCharsets.UTF_8).length <= 255
        && text.codePoints()
            .noneMatch(c ->
                c == '*'
                    || c == '+'
                    || Character.isISOControl(c)
                    || Character.isWhitespace(c)
                    || Character.isSpaceChar(c));
  }
}
