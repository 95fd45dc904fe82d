package dev.gater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gater.Gater;
import dev.gater.InvalidTopicException;
import dev.gater.SubscriptionOptions;
import dev.gater.TopicPattern;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which topics a pattern matches: by example, and against a matcher too simple to be wrong. */
class PatternTest {

  @ParameterizedTest
  @CsvSource({
    "subscription_health:*, subscription_health:store, true",
    "subscription_health:*, subscription_health:store:sub, true",
    "subscription_health:*, subscription_health, false",
    "subscription_health:*, subscription_healthy:store, false",
    "*, a, true",
    "*, a:b:c, true",
    "+, a, true",
    "+, a:b, false",
    "a:b, a:b, true",
    "a:b, a:b:c, false",
    "a:b, a, false",
    "a:b, a:B, false",
    "*:b, a:b, true",
    "*:b, b, false",
    "*:b, a:c:b, false",
    "a:*:c, a:b:c, true",
    "a:*:c, a:b:b:c, false",
    "a:+:c, a:b:c, true",
    "a:+, a:b, true",
    "a:+, a:b:c, false",
    "a:+, a, false",
    "+:*, a, false",
    "+:*, a:b:c, true",
    "*:*, a, false",
    "*:*, a:b, true",
    "*:*, a:b:c:d, true",
    "+:+, a:b, true",
    "+:+, a:b:c, false",
    "système:*, système:état, true",
  })
  void examples(String pattern, String topic, boolean matches) {
    assertThat(TopicPattern.parse(pattern).matches(topic)).isEqualTo(matches);
    assertThat(routes(List.of(pattern), List.of(topic)).getFirst())
        .isEqualTo(matches ? List.of(topic) : List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "a*, 1",
    "*a, 0",
    "a:b+, 3",
    "a:**, 2",
    "a:++:b, 2",
    "a::b, 2",
    ":a, 0",
    "a:, 2",
    "'', 0",
    "'a b', 1",
    "a:*:, 4",
    "+*, 0",
  })
  void whatIsNoPatternIsRefusedAndTheErrorNamesThePosition(String pattern, int position) {
    assertThatThrownBy(() -> TopicPattern.parse(pattern))
        .isInstanceOfSatisfying(
            InvalidTopicException.class,
            invalid -> assertThat(invalid.position()).isEqualTo(position))
        .hasMessageContaining("position " + position);
  }

  @Test
  void subscribingWithWhatIsNoPatternThrows() {
    try (Gater gater = Gater.open()) {
      assertThatThrownBy(() -> gater.events().subscribe("a::b", message -> {}))
          .isInstanceOf(InvalidTopicException.class);
      assertThatThrownBy(() -> SubscriptionOptions.of("a b"))
          .isInstanceOf(InvalidTopicException.class);
      assertThat(gater.events().stats().subscriptions()).isZero();
    }
  }

  @Test
  void aPatternKnowsItsParts() {
    TopicPattern pattern = TopicPattern.parse("a:+:*");

    assertThat(pattern.segments()).containsExactly("a", "+", "*");
    assertThat(pattern.openEnded()).isTrue();
    assertThat(pattern.literal()).isFalse();
    assertThat(pattern).hasToString("a:+:*").isEqualTo(TopicPattern.parse("a:+:*"));
    assertThat(TopicPattern.parse("a:*:b").openEnded()).isFalse();
    assertThat(TopicPattern.parse("a:b").literal()).isTrue();
  }

  @Property(tries = 2000)
  void matchingAgreesWithTheNaiveMatcher(
      @ForAll("patterns") String pattern, @ForAll("topics") String topic) {
    assertThat(TopicPattern.parse(pattern).matches(topic))
        .as("%s matches %s", pattern, topic)
        .isEqualTo(naive(pattern, topic));
  }

  @Property(tries = 60)
  void routingAgreesWithTheNaiveMatcher(
      @ForAll @Size(min = 1, max = 12) List<@From("patterns") String> patterns,
      @ForAll @Size(min = 1, max = 40) List<@From("topics") String> topics) {
    List<List<String>> expected =
        patterns.stream()
            .map(pattern -> topics.stream().filter(topic -> naive(pattern, topic)).toList())
            .toList();

    assertThat(routes(patterns, topics)).isEqualTo(expected);
  }

  /** Few different segments, so that much matches, and wildcards anywhere. */
  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.of("a", "b", "ab", "é", "*", "+")
        .list()
        .ofMinSize(1)
        .ofMaxSize(5)
        .map(segments -> String.join(":", segments));
  }

  @Provide
  Arbitrary<String> topics() {
    return Arbitraries.of("a", "b", "ab", "é")
        .list()
        .ofMinSize(1)
        .ofMaxSize(5)
        .map(segments -> String.join(":", segments));
  }

  /** What subscriptions on these patterns get of messages on these topics. */
  private static List<List<String>> routes(List<String> patterns, List<String> topics) {
    try (Gater gater = Gater.open()) {
      var recorders =
          patterns.stream().map(pattern -> Recorder.on(gater.events(), pattern)).toList();
      topics.forEach(topic -> gater.events().publish(topic, "said", null));
      gater.drain();
      return recorders.stream().map(Recorder::topics).toList();
    }
  }

  private static boolean naive(String pattern, String topic) {
    return naive(
        new ArrayList<>(List.of(pattern.split(":"))), new ArrayList<>(List.of(topic.split(":"))));
  }

  private static boolean naive(List<String> pattern, List<String> topic) {
    if (pattern.isEmpty() || topic.isEmpty()) {
      return pattern.isEmpty() && topic.isEmpty();
    }
    String first = pattern.getFirst();
    if (pattern.size() == 1 && first.equals("*")) {
      return true;
    }
    return (first.equals("*") || first.equals("+") || first.equals(topic.getFirst()))
        && naive(pattern.subList(1, pattern.size()), topic.subList(1, topic.size()));
  }
}
