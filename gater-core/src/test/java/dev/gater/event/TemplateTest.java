package dev.gater.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
  enum Level {
    LOW,
    VERY_HIGH
  }

  record Sample(String storeId, Level level, @Nullable String note, long count) {}

  record Unfit(List<Integer> numbers) {}

  private static final Components COMPONENTS = Components.of(Sample.class);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":a",
        "a:",
        "a::b",
        "{store_id}",
        "a:{storeId}",
        "a:{nobody}",
        "a:{note}",
        "a:{count}",
        "a:x{store_id}",
        "a:*",
        "a:b c",
        "a:b:c:d:e:f:g:h:i:j:k:l:m:n:o:p:q"
      })
  void aMalformedTopicTemplateIsRefused(String template) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TopicTemplate.parse(template, COMPONENTS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "{", "}", "{level", "{level}{store_id}", "{note}", "a b", "}{"})
  void aMalformedTypeTemplateIsRefused(String template) {
    assertThatIllegalArgumentException().isThrownBy(() -> TypeTemplate.parse(template, COMPONENTS));
  }

  @Test
  void aRecordWithAComponentOfAnotherTypeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Components.of(Unfit.class))
        .withMessageContaining("java.util.List<java.lang.Integer>");
  }

  @Test
  void aVariableMayHaveLiteralsAroundItInTheType() {
    TypeTemplate finite = TypeTemplate.parse("a_{level}_b", COMPONENTS);
    TypeTemplate dynamic = TypeTemplate.parse("x_{store_id}_y", COMPONENTS);
    var sample = new Sample("s", Level.VERY_HIGH, null, 0);

    assertThat(finite.types()).isEqualTo(Set.of("a_low_b", "a_very_high_b"));
    assertThat(finite.type(sample)).isEqualTo("a_very_high_b");
    assertThat(dynamic.type(sample)).isEqualTo("x_s_y");
    assertThat(dynamic.matches("x_s_y")).isTrue();
    assertThat(dynamic.matches("x_y")).isFalse();
  }

  @Test
  void aLiteralTopicIsTheSameForEveryEvent() {
    TopicTemplate literal = TopicTemplate.parse("a:b", COMPONENTS);
    @Nullable String[] bound = new @Nullable String[4];

    assertThat(literal.topic(new Sample("s", Level.LOW, null, 0))).isSameAs("a:b");
    assertThat(literal.bind("a:b", bound)).isNull();
    assertThat(literal.bind("a:c", bound)).isNotNull();
  }

  @Test
  void namesAreSnakeCase() {
    assertThat(Names.snakeCase("storeId")).isEqualTo("store_id");
    assertThat(Names.snakeCase("SubscriptionHealth")).isEqualTo("subscription_health");
    assertThat(Names.snakeCase("p999Ms")).isEqualTo("p999_ms");
    assertThat(Names.of(Level.VERY_HIGH)).isEqualTo("very_high");
  }
}
