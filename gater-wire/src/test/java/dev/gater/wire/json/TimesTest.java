package dev.gater.wire.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gater.wire.JsonArbitraries;
import java.time.Instant;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

  @Provide
  Arbitrary<Instant> times() {
    return JsonArbitraries.times();
  }

  @Property
  void aMomentIsWrittenAsJavaWritesItAndReadsTheSame(@ForAll("times") Instant when) {
    assertThat(Times.format(when)).isEqualTo(when.toString());
    assertThat(Times.parse(Times.format(when))).isEqualTo(when);
  }

  @Test
  void aMomentBeyondRfc3339IsWrittenAllTheSame() {
    assertThat(Times.format(Instant.MAX)).isEqualTo(Instant.MAX.toString());
    assertThat(Times.format(Instant.MIN)).isEqualTo(Instant.MIN.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "2023-01-01T00:00:00Z,2023-01-01T00:00:00Z",
    "2023-01-01t00:00:00z,2023-01-01T00:00:00Z",
    "2023-01-01 02:30:00+02:30,2023-01-01T00:00:00Z",
    "2022-12-31T19:00:00.5-05:00,2023-01-01T00:00:00.500Z",
    "2023-01-01T00:00:00.1234567891234Z,2023-01-01T00:00:00.123456789Z",
    "2024-02-29T00:00:00Z,2024-02-29T00:00:00Z",
    "2016-12-31T23:59:60Z,2017-01-01T00:00:00Z",
    "0000-01-01T00:00:00Z,0000-01-01T00:00:00Z",
  })
  void rfc3339IsRead(String text, String when) {
    assertThat(Times.parse(text)).isEqualTo(Instant.parse(when));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "2023-01-01",
        "2023-01-01T00:00:00",
        "2023-01-01T00:00Z",
        "2023-02-29T00:00:00Z",
        "2023-13-01T00:00:00Z",
        "2023-01-01T24:00:01Z",
        "2023-01-01T00:00:60Z",
        "+12023-01-01T00:00:00Z",
        "2023-01-01T00:00:00+0200",
        "2023-01-01T00:00:00.Z",
        "2023-01-01T00:00:00Z ",
        "２023-01-01T00:00:00Z"
      })
  void nothingElseIs(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Times.parse(text));
  }
}
