package dev.gater.wire.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gater.wire.JsonArbitraries;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  private static @Nullable Object read(String json) {
    return Json.read(json.getBytes(UTF_8));
  }

  @Provide
  Arbitrary<@Nullable Object> values() {
    return JsonArbitraries.values();
  }

  @Property
  void whatIsWrittenReadsTheSame(@ForAll("values") @Nullable Object value) {
    assertThat(JsonArbitraries.exact(Json.read(Json.bytes(value))))
        .isEqualTo(JsonArbitraries.exact(value));
    assertThat(Json.read(Json.asciiText(value).getBytes(UTF_8)))
        .isEqualTo(Json.read(Json.bytes(value)));
    assertThat(Json.asciiText(value)).matches("[ -~]*");
  }

  @Property
  void whatIsReadAndWrittenAgainIsTheSameText(@ForAll("values") @Nullable Object value) {
    String text = Json.text(Json.read(Json.bytes(value)));
    assertThat(Json.text(read(text))).isEqualTo(text);
  }

  @Property
  void aPartOfAnArrayIsReadAsTheWhole(@ForAll("values") @Nullable Object value) {
    byte[] json = Json.bytes(value);
    byte[] padded = new byte[json.length + 9];
    Arrays.fill(padded, (byte) '}');
    System.arraycopy(json, 0, padded, 5, json.length);
    assertThat(Json.read(padded, 5, json.length)).isEqualTo(Json.read(json));
  }

  @Test
  void numbersAreTheSmallestExactType() {
    assertThat(read("[1, 2147483648, 9223372036854775808, 1.50, 1e3, 0.1]"))
        .isEqualTo(
            List.of(
                1,
                2147483648L,
                new BigInteger("9223372036854775808"),
                new BigDecimal("1.50"),
                new BigDecimal("1E+3"),
                new BigDecimal("0.1")));
  }

  @Test
  void numbersAreWrittenWithTheDigitsTheyHave() {
    assertThat(
            Json.text(
                List.of(
                    new BigDecimal("1.50"),
                    new BigDecimal("1E+400"),
                    new BigInteger("123456789012345678901234567890"),
                    0.1,
                    0.1f,
                    Long.MIN_VALUE,
                    (byte) -3)))
        .isEqualTo("[1.50,1E+400,123456789012345678901234567890,0.1,0.1,-9223372036854775808,-3]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e1000000000",
        "-1e1000000000",
        "1e-1000000000",
        "1e99999999999",
        "0e-999999999",
        "1e10000"
      })
  void aNumberThatWouldFillTheMemoryIsRefused(String number) {
    assertThatThrownBy(() -> read("{\"a\":" + number + "}"))
        .isInstanceOf(JsonException.class)
        .hasMessage("a number has more than 10000 digits when written out; give it as a string");
  }

  @Test
  void aNumberOfManyDigitsIsReadUpToALimit() {
    String digits = "7".repeat(Json.MAX_DIGITS);
    assertThat(read(digits)).isEqualTo(new BigInteger(digits));
    assertThat(read("1e9999")).isEqualTo(new BigDecimal("1e9999"));
    for (String longer : List.of(digits + "7", "7".repeat(100_000), "0." + digits)) {
      assertThatThrownBy(() -> read(longer))
          .isInstanceOf(JsonException.class)
          .hasMessageContaining("more than 10000 digits");
    }
  }

  @Test
  void nestingIsReadUpToALimit() {
    for (String deep :
        List.of(nested("[", 100, "]"), nested("{\"a\":", 99, "}").replace(":}", ":1}"))) {
      assertThat(read(deep)).isNotNull();
    }
    for (String deeper :
        List.of(nested("[", 101, "]"), nested("[", 100_000, "]"), "[".repeat(100_000))) {
      assertThatThrownBy(() -> read(deeper)).hasMessage("nested deeper than 100 levels");
    }
  }

  private static String nested(String open, int levels, String close) {
    return open.repeat(levels) + close.repeat(levels);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":x}|not JSON: unexpected word 'x' at column 6",
        "{\"a\":tru}|not JSON: unexpected word 'tru' at column 6",
        "{\"a\":NaN}|not JSON: unexpected word 'NaN' at column 6",
        "{\"a\" 1}|not JSON: expected a colon before '1' at column 6",
        "{\"ä😀\":1 \"b\":2}|not JSON: expected a comma or the end before '\"' at column 9",
        "{a:1}|not JSON: expected a field's name in double quotes, not 'a', at column 2",
        "{\"a\":1,}|not JSON: expected a field's name in double quotes, not '}', at column 8",
        "{'a':1}|not JSON: expected a field's name in double quotes, not ''', at column 2",
        "{\"a\":01}|not JSON: a number must not begin with 0 at column 7",
        "{\"a\":1.}|not JSON: unexpected '}' at column 8",
        "{\"a\":+1}|not JSON: unexpected '+' at column 6",
        "{\"a\":\"\\q\"}|not JSON: unknown escape \\q at column 8",
        "{\"a\":\"\\u12g4\"}|not JSON: unexpected 'g' at column 11",
        "{\"a\":[1}|not JSON: unexpected '}' at column 8",
        "{\"a\":1|not JSON: it ends too early, at column 7",
        "{\"a\":|not JSON: it ends too early, at column 6",
        "{\"a\":\"bc|not JSON: it ends too early, at column 9",
        "{\"a\":1}}|not JSON: more follows after the end at column 8",
        "{\"a\":1} {}|not JSON: more follows after the end at column 9",
        "{\"a\":1,\"a\":2}|the field \"a\" is there twice, the second at column 8",
        "{\"a\":1,\"\\u0061\":2}|the field \"a\" is there twice, the second at column 8",
        "\"\\ud800\"|a string has a surrogate without its other half, before column 9",
        "\"\\udc00\\ud800\"|a string has a surrogate without its other half, before column 15",
        "// no|not JSON: unexpected '/' at column 1",
        "{\"a\": 1}|`not JSON: unexpected U+00A0 at column 6`",
      })
  void anErrorIsOnePlainSentence(String json, String message) {
    String text = json.contains(": 1") ? json.replace(": 1", ":\u00a01") : json;
    assertThatThrownBy(() -> read(text)).isInstanceOf(JsonException.class).hasMessage(message);
  }

  @Test
  void errorsOfControlCharactersAndNothingAreTold() {
    assertThatThrownBy(() -> read("\"a\tb\""))
        .hasMessage(
            "not JSON: a control character must be written as \\u0009 in a string, at column 3");
    assertThatThrownBy(() -> read("")).hasMessage("not JSON: there is nothing");
    assertThatThrownBy(() -> read("  ")).hasMessage("not JSON: there is nothing");
  }

  @Test
  void onlyValidUtf8IsRead() {
    List<int[]> invalid =
        List.of(
            new int[] {0xff},
            new int[] {0x80},
            new int[] {0xc0, 0x80},
            new int[] {0xc1, 0xbf},
            new int[] {0xe0, 0x80, 0x80},
            new int[] {0xed, 0xa0, 0x80},
            new int[] {0xf0, 0x80, 0x80, 0x80},
            new int[] {0xf4, 0x90, 0x80, 0x80},
            new int[] {0xf5, 0x80, 0x80, 0x80},
            new int[] {0xc3},
            new int[] {0xe2, 0x82},
            new int[] {0xc3, 0x28});
    for (int[] sequence : invalid) {
      byte[] json = ("\"äöü 1234567890" + "x".repeat(sequence.length) + "\"").getBytes(UTF_8);
      for (int i = 0; i < sequence.length; i++) {
        json[json.length - 1 - sequence.length + i] = (byte) sequence[i];
      }
      assertThatThrownBy(() -> Json.read(json)).hasMessage("not UTF-8 at column 16");
    }
    assertThat(read("\"\u07ff\uffff😀\udbff\udfff\"")).isEqualTo("\u07ff\uffff😀\udbff\udfff");
  }

  @Test
  void whatIsNotJsonLikeIsNotWritten() {
    assertThatThrownBy(() -> Json.bytes(Map.of("a", new Object())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not JSON-like: java.lang.Object");
    assertThatThrownBy(() -> Json.bytes(Map.of(1, 2))).isInstanceOf(IllegalArgumentException.class);
  }
}
