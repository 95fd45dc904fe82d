package dev.gater.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gater.PublishOptions;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicationReaderTest {
  private final PublicationReader reader = new PublicationReader();

  private PublicationLine read(String json) {
    return reader.read(json.getBytes(UTF_8));
  }

  @Test
  void thePublicationOfTheContractIsRead() {
    PublicationLine line =
        read(
            """
            {"instance":"health","topic":"subscription_health:production_store:user_projection",\
            "type":"registration_success","data":{"proxy_pid":"0.123.0","n":1.5},\
            "metadata":{"trace":"t1"},"time":1672531200000}\
            """);
    assertThat(line)
        .isEqualTo(
            new PublicationLine(
                "health",
                "subscription_health:production_store:user_projection",
                "registration_success",
                Map.of("proxy_pid", "0.123.0", "n", new BigDecimal("1.5")),
                PublishOptions.none()
                    .time(Instant.parse("2023-01-01T00:00:00Z"))
                    .metadata(Map.of("trace", "t1"))));
  }

  @Test
  void whatMayBeLeftOutMayBeLeftOutOrNull() {
    PublicationLine bare = read("{\"instance\":\"events\",\"topic\":\"a\",\"type\":\"b\"}");
    assertThat(bare)
        .isEqualTo(new PublicationLine("events", "a", "b", null, PublishOptions.none()));
    assertThat(
            read(
                "{\"instance\":\"events\",\"topic\":\"a\",\"type\":\"b\",\"data\":null,\"metadata\":null,"
                    + "\"time\":null,\"id\":null,\"source\":null,\"schema_version\":null}"))
        .isEqualTo(bare);
  }

  @Test
  void anAliasIsReadAsTheInstance() {
    for (String name : List.of("health", "ex_esdb_health", ":ex_esdb_health")) {
      assertThat(read("{\"instance\":\"" + name + "\",\"topic\":\"a\",\"type\":\"b\"}").instance())
          .isEqualTo("health");
    }
  }

  @Test
  void aLineMayBeginWithAByteOrderMark() {
    assertThat(read("\ufeff{\"instance\":\"events\",\"topic\":\"a\",\"type\":\"b\"}").topic())
        .isEqualTo("a");
  }

  @Test
  void identityAndVersionAreTheSendersOwn() {
    PublishOptions options =
        read("{\"instance\":\"events\",\"topic\":\"a\",\"type\":\"b\",\"id\":\"1\",\"source\":\"/s\",\"schema_version\":3}")
            .options();
    assertThat(options).isEqualTo(PublishOptions.none().identity("/s", "1").schemaVersion(3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]|must be a JSON object: {…}",
        "7|must be a JSON object: {…}",
        "{}|\"instance\" is missing",
        "{\"instance\":\"health\"}|\"topic\" is missing",
        "{\"instance\":\"health\",\"topic\":\"a\"}|\"type\" is missing",
        "{\"instance\":7}|\"instance\" must be a string, not 7",
        "{\"instance\":\"He alth\"}|\"instance\" must be an instance's name, such as health, not \"He alth\"",
        "{\"topic\":null}|\"topic\" must be a string, not null",
        "{\"type\":[1]}|\"type\" must be a string, not an array",
        "{\"metadata\":[]}|\"metadata\" must be an object, not an array",
        "{\"time\":\"yesterday\"}|\"time\" must be epoch milliseconds or RFC 3339, such as 2023-01-01T00:00:00Z, not \"yesterday\"",
        "{\"time\":1.5}|\"time\" must be whole epoch milliseconds, not 1.5",
        "{\"time\":99999999999999999999}|\"time\" must be within the years 0 to 9999, not 99999999999999999999",
        "{\"time\":9223372036854775807}|\"time\" must be within the years 0 to 9999, not 9223372036854775807",
        "{\"time\":true}|\"time\" must be epoch milliseconds or RFC 3339, not true",
        "{\"schema_version\":0}|\"schema_version\" must be a whole number from 1, not 0",
        "{\"schema_version\":\"1\"}|\"schema_version\" must be a whole number from 1, not \"1\"",
        "{\"id\":\"\"}|\"id\" must not be empty; leave it out",
        "{\"topic\":\"a\",\"topic\":\"b\"}|the field \"topic\" is there twice, the second at column 14",
        "{\"extra\":1,\"extra\":2}|the field \"extra\" is there twice, the second at column 12",
        "{\"data\":{\"x\":1,\"x\":1}}|the field \"x\" is there twice, the second at column 16",
        "{\"instance\":\"events\",\"topic\":\"a\",\"type\":\"b\"} {}|not JSON: more follows after the end at column 46",
        "{\"extra\":[1,}|not JSON: unexpected '}' at column 13",
        "{\"extra\":|not JSON: it ends too early, at column 10",
        "hello|not JSON: unexpected word 'hello' at column 1",
      })
  void anErrorNamesFieldReasonAndCure(String json, String message) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(InvalidPublicationException.class)
        .hasMessage(message);
  }

  @Test
  void dataMayBeNestedAHundredLevels() {
    String line = "{\"instance\":\"events\",\"topic\":\"a\",\"type\":\"b\",\"data\":%s}";
    assertThat(read(line.formatted("[".repeat(100) + "]".repeat(100))).data()).isNotNull();
    for (int deeper : List.of(101, 200, 100_000)) {
      assertThatThrownBy(() -> read(line.formatted("[".repeat(deeper) + "]".repeat(deeper))))
          .hasMessage("nested deeper than 100 levels");
    }
    String extra = line.replace("data", "extra").formatted("[".repeat(200) + "]".repeat(200));
    assertThatThrownBy(() -> read(extra)).hasMessage("nested deeper than 100 levels");
  }

  @Test
  void anObjectOfVeryManyFieldsIsReadInLinearTime() {
    StringBuilder json =
        new StringBuilder("{\"instance\":\"events\",\"topic\":\"a\",\"type\":\"b\"");
    for (int i = 0; i < 100_000; i++) {
      json.append(",\"f").append(i).append("\":0");
    }
    assertThat(read(json.append('}').toString()).topic()).isEqualTo("a");
  }

  @Test
  void aBodyMayLeaveOutWhatTheRequestSays() {
    byte[] body = "{\"type\":\"b\",\"data\":7}".getBytes(UTF_8);
    assertThat(reader.readBody("ex_esdb_health", "a:b", body))
        .isEqualTo(new PublicationLine("health", "a:b", "b", 7, PublishOptions.none()));
    assertThatThrownBy(() -> reader.readBody("health", null, body))
        .hasMessage("\"topic\" is missing");
    byte[] withTopic = "{\"topic\":\"t\",\"type\":\"b\"}".getBytes(UTF_8);
    assertThat(reader.readBody("health", null, withTopic).topic()).isEqualTo("t");
    assertThatThrownBy(() -> reader.readBody("health", "a", withTopic))
        .hasMessage("\"topic\" must be left out or say what the request says, \"a\", not \"t\"");
    byte[] other = "{\"instance\":\"metrics\",\"topic\":\"t\",\"type\":\"b\"}".getBytes(UTF_8);
    assertThatThrownBy(() -> reader.readBody("health", null, other))
        .hasMessageStartingWith("\"instance\" must be left out or say what the request says");
  }
}
