package dev.gater.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gater.wire.CloudEventHttp.Mode;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.message.MessageReader;
import io.cloudevents.http.HttpMessageFactory;
import io.cloudevents.jackson.JsonFormat;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudEventTest {
  private static final String MINIMAL =
      "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"subject\":\"a:b\"";

  private final CloudEventJson json = new CloudEventJson();
  private final CloudEventHttp http = new CloudEventHttp();

  @Provide
  Arbitrary<@Nullable Object> values() {
    return JsonArbitraries.values();
  }

  @Provide
  Arbitrary<Map<String, @Nullable Object>> maps() {
    return JsonArbitraries.maps();
  }

  @Provide
  Arbitrary<String> names() {
    return JsonArbitraries.names();
  }

  @Provide
  Arbitrary<Instant> times() {
    return JsonArbitraries.times();
  }

  private static void assertSame(TestMessage message, PublicationLine line) {
    assertThat(line.instance()).isEqualTo(message.instance());
    assertThat(line.topic()).isEqualTo(message.topic());
    assertThat(line.type()).isEqualTo(message.type());
    assertThat(line.options().id()).isEqualTo(message.id());
    assertThat(line.options().source()).isEqualTo(message.source());
    assertThat(line.options().time()).isEqualTo(message.time());
    assertThat(line.options().schemaVersion()).isEqualTo(message.schemaVersion());
    assertThat(JsonArbitraries.exact(line.data())).isEqualTo(JsonArbitraries.exact(message.data()));
    assertThat(JsonArbitraries.exact(line.options().metadata()))
        .isEqualTo(JsonArbitraries.exact(message.metadata()));
  }

  @Property
  void aMessageComesBackInEachForm(
      @ForAll("values") @Nullable Object data,
      @ForAll("maps") Map<String, @Nullable Object> metadata,
      @ForAll("names") String id,
      @ForAll("names") String source,
      @ForAll("names") String type,
      @ForAll("times") Instant time) {
    Map<String, @Nullable Object> more = new LinkedHashMap<>(metadata);
    more.put("trace", source);
    more.put("count", 7);
    more.put("flag", true);
    more.put("subject", "mine");
    more.put("none", null);
    TestMessage message =
        TestMessage.of(data)
            .metadata(more)
            .envelope(id, type, source, "any:töpic")
            .time(time, time);
    assertSame(message, json.read(null, null, CloudEventJson.bytes(message)));
    assertSame(message, json.read("health", "any:töpic", CloudEventJson.bytes(message)));
    BinaryCloudEvent binary = CloudEventHttp.write(message);
    assertThat(binary.headers().values()).allMatch(value -> value.matches("[ -~]*"));
    assertSame(message, http.read(null, null, binary.headers(), binary.body()).getFirst());
    List<PublicationLine> batch =
        json.readBatch(null, null, CloudEventJson.batch(List.of(message, message)));
    assertThat(batch).hasSize(2).allSatisfy(line -> assertSame(message, line));
  }

  @Test
  void theOfficialLibraryReadsWhatGaterWrites() {
    TestMessage message =
        TestMessage.of(Map.of("price", new BigDecimal("1.25")))
            .metadata(Map.of("trace", "t1", "attempt", 2, "dry", true, "Odd Name", List.of(1)));
    byte[] structured = CloudEventJson.bytes(message);
    BinaryCloudEvent binary = CloudEventHttp.write(message);
    MessageReader reader = HttpMessageFactory.createReader(binary.headers(), binary.body());
    for (var event : List.of(new JsonFormat().deserialize(structured), reader.toEvent())) {
      assertThat(event.getSpecVersion().toString()).isEqualTo("1.0");
      assertThat(event.getId()).isEqualTo("0k3-7");
      assertThat(event.getSource()).isEqualTo(URI.create("gater:node-1"));
      assertThat(event.getType()).isEqualTo("registration_success");
      assertThat(event.getSubject())
          .isEqualTo("subscription_health:production_store:user_projection");
      assertThat(event.getTime()).isEqualTo(OffsetDateTime.parse("2023-01-01T00:00:00Z"));
      assertThat(event.getDataContentType()).isEqualTo("application/json");
      assertThat(event.getDataSchema()).isNull();
      assertThat(event.getExtension("gaterinstance")).isEqualTo("health");
      assertThat(event.getExtension("gatersequence")).isEqualTo("7");
      assertThat(event.getExtension("gaterposition")).isEqualTo("e1-7");
      assertThat(event.getExtension("gaterschemaversion")).hasToString("1");
      assertThat(event.getExtension("trace")).isEqualTo("t1");
      assertThat(new String(Objects.requireNonNull(event.getData()).toBytes(), UTF_8))
          .isEqualTo("{\"price\":1.25}");
    }
    var typed = new JsonFormat().deserialize(structured);
    assertThat(typed.getExtension("attempt")).isEqualTo(2);
    assertThat(typed.getExtension("dry")).isEqualTo(true);
    assertThat(typed.getExtension("gatermetadata")).isEqualTo("{\"Odd Name\":[1]}");
  }

  @Test
  void gaterReadsWhatTheOfficialLibraryWrites() {
    var event =
        CloudEventBuilder.v1()
            .withId("é 1")
            .withSource(URI.create("https://example.org/a%20b"))
            .withType("order_placed")
            .withSubject("orders:7")
            .withTime(OffsetDateTime.parse("2023-01-01T02:00:00.5+02:00"))
            .withDataSchema(URI.create("urn:x"))
            .withExtension("gaterinstance", "ex_esdb_events")
            .withExtension("trace", "a \"b\" % ü")
            .withExtension("attempt", 3)
            .withData("application/json", "{\"n\":12345678901234567890}".getBytes(UTF_8))
            .build();
    PublicationLine line = json.read(null, null, new JsonFormat().serialize(event));
    assertThat(line.instance()).isEqualTo("events");
    assertThat(line.topic()).isEqualTo("orders:7");
    assertThat(line.options().id()).isEqualTo("é 1");
    assertThat(line.options().source()).isEqualTo("https://example.org/a%20b");
    assertThat(line.options().time()).isEqualTo(Instant.parse("2023-01-01T00:00:00.500Z"));
    assertThat(JsonArbitraries.exact(line.data()))
        .isEqualTo(JsonArbitraries.exact(Map.of("n", new BigDecimal("12345678901234567890"))));
    assertThat(line.options().metadata())
        .isEqualTo(Map.of("dataschema", "urn:x", "trace", "a \"b\" % ü", "attempt", 3));

    Map<String, String> headers = new LinkedHashMap<>();
    byte[][] body = new byte[1][];
    HttpMessageFactory.createWriter(headers::put, sent -> body[0] = sent).writeBinary(event);
    PublicationLine binary = http.read(null, null, headers, body[0]).getFirst();
    assertThat(binary.options().metadata())
        .isEqualTo(Map.of("dataschema", "urn:x", "trace", "a \"b\" % ü", "attempt", "3"));
    assertThat(binary.data()).isEqualTo(line.data());
    assertThat(binary.options().id()).isEqualTo("é 1");
  }

  @Test
  void textAndBytesComeThroughAsTheyAre() {
    String text = MINIMAL + ",\"datacontenttype\":\"text/plain; charset=utf-16\",\"data\":\"häh\"}";
    PublicationLine line = json.read("events", null, text.getBytes(UTF_8));
    assertThat(line.data()).isEqualTo("häh");
    assertThat(line.options().metadata())
        .isEqualTo(Map.of("datacontenttype", "text/plain; charset=utf-16"));
    BinaryCloudEvent binary = CloudEventHttp.write(message(line));
    assertThat(binary.body()).isEqualTo("häh".getBytes(StandardCharsets.UTF_16));
    assertThat(binary.headers()).containsEntry("content-type", "text/plain; charset=utf-16");
    assertThat(http.read("health", null, binary.headers(), binary.body()).getFirst().data())
        .isEqualTo("häh");

    String bytes = MINIMAL + ",\"datacontenttype\":\"image/png\",\"data_base64\":\"AP8=\"}";
    PublicationLine image = json.read("events", null, bytes.getBytes(UTF_8));
    assertThat(image.data()).isEqualTo("AP8=");
    assertThat(image.options().metadata())
        .isEqualTo(Map.of("datacontenttype", "image/png", "datacontentencoding", "base64"));
    assertThat(new String(CloudEventJson.bytes(message(image)), UTF_8))
        .contains("\"datacontenttype\":\"image/png\"")
        .contains("\"data_base64\":\"AP8=\"")
        .doesNotContain("datacontentencoding");
    BinaryCloudEvent sent = CloudEventHttp.write(message(image));
    assertThat(sent.body()).containsExactly(0, 0xff);
    assertThat(
            http.read("health", null, sent.headers(), sent.body()).getFirst().options().metadata())
        .isEqualTo(image.options().metadata());

    String encoded =
        MINIMAL + ",\"datacontenttype\":\"application/x+json\",\"data_base64\":\"WzFd\"}";
    assertThat(json.read("events", null, encoded.getBytes(UTF_8)).data()).isEqualTo(List.of(1));
  }

  private static TestMessage message(PublicationLine line) {
    Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
    metadata.putAll(line.options().metadata());
    return TestMessage.of(line.data()).metadata(metadata);
  }

  @Test
  void theSubjectIsMetadataWhereTheCallerKnowsTheTopic() {
    PublicationLine line = json.read("events", "orders:7", (MINIMAL + "}").getBytes(UTF_8));
    assertThat(line.topic()).isEqualTo("orders:7");
    assertThat(line.options().metadata()).isEqualTo(Map.of("subject", "a:b"));
    assertThat(line.data()).isNull();
  }

  @Test
  void aBodyWithoutContentTypeIsJsonAndAnEmptyOneIsNull() {
    Map<String, String> headers =
        Map.of(
            "Ce-SpecVersion",
            "1.0",
            "ce-id",
            "1",
            "CE-Source",
            "/s",
            "ce-type",
            "t",
            "ce-subject",
            "\"a%3Ab\"");
    PublicationLine line = http.read("events", null, headers, "[1]".getBytes(UTF_8)).getFirst();
    assertThat(line.topic()).isEqualTo("a:b");
    assertThat(line.data()).isEqualTo(List.of(1));
    assertThat(line.options().metadata()).isEmpty();
    assertThat(http.read("events", null, headers, new byte[0]).getFirst().data()).isNull();
  }

  @Test
  void theModeOfARequestIsTold() {
    assertThat(CloudEventHttp.mode(Map.of("Content-Type", "application/json")))
        .isEqualTo(Mode.NONE);
    assertThat(CloudEventHttp.mode(Map.of("CE-specversion", "1.0"))).isEqualTo(Mode.BINARY);
    assertThat(
            CloudEventHttp.mode(
                Map.of("Content-Type", "Application/CloudEvents+JSON; charset=utf-8")))
        .isEqualTo(Mode.STRUCTURED);
    assertThat(CloudEventHttp.mode(Map.of("content-type", "application/cloudevents-batch+json")))
        .isEqualTo(Mode.BATCH);
    assertThatThrownBy(() -> http.read("events", null, Map.of(), new byte[0]))
        .isInstanceOf(InvalidPublicationException.class)
        .hasMessageStartingWith("no CloudEvent: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]|a CloudEvent must be a JSON object: {…}",
        "{}|\"specversion\" is missing",
        "{\"specversion\":\"0.3\"}|\"specversion\" must be \"1.0\", not \"0.3\"",
        "{\"specversion\":1.0}|\"specversion\" must be a string, not 1.0",
        "{\"specversion\":\"1.0\"}|\"id\" is missing",
        "{\"specversion\":\"1.0\",\"id\":\"\"}|\"id\" must not be empty",
        "{\"specversion\":\"1.0\",\"id\":\"1\"}|\"type\" is missing",
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\"t\"}|\"source\" is missing",
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\"t\",\"source\":\"/s\"}|\"gaterinstance\" is missing: it names the instance",
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\"t\",\"source\":\"/s\",\"gaterinstance\":\"health\"}|\"subject\" is missing: it is the topic",
        "$,\"gaterinstance\":\"No\"}|\"gaterinstance\" must be an instance's name, such as health, not \"No\"",
        "$,\"gaterinstance\":\"health\",\"time\":\"now\"}|\"time\" must be epoch milliseconds or RFC 3339",
        "$,\"gaterinstance\":\"health\",\"x\":{}}|\"x\" must be a string, boolean or number, as CloudEvents has it, not an object",
        "$,\"gaterinstance\":\"health\",\"gatermetadata\":\"[]\"}|\"gatermetadata\" must be a JSON object as a string, not \"[]\"",
        "$,\"gaterinstance\":\"health\",\"gatermetadata\":\"{\"}|\"gatermetadata\" must be a JSON object as a string (not JSON: it ends too early, at column 2)",
        "$,\"gaterinstance\":\"health\",\"gaterschemaversion\":\"x\"}|\"gaterschemaversion\" must be a whole number from 1, not \"x\"",
        "$,\"gaterinstance\":\"health\",\"data\":1,\"data_base64\":\"\"}|\"data\" and \"data_base64\" must not both be there",
        "$,\"gaterinstance\":\"health\",\"data_base64\":\"%\"}|\"data_base64\" must be Base64, not \"%\"",
        "$,\"gaterinstance\":\"health\",\"datacontenttype\":\"application/json\",\"data_base64\":\"ew==\"}|data: not JSON: it ends too early, at column 2",
        "{\"specversion\":\"1.0\"|not JSON: it ends too early, at column 21",
      })
  void anErrorNamesAttributeReasonAndCure(String event, String message) {
    byte[] bytes = event.replace("$", MINIMAL).getBytes(UTF_8);
    assertThatThrownBy(() -> json.read(null, null, bytes))
        .isInstanceOf(InvalidPublicationException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void anErrorInABatchNamesTheEvent() {
    byte[] batch = ("[" + MINIMAL + "}, {}]").getBytes(UTF_8);
    assertThatThrownBy(() -> json.readBatch("events", null, batch))
        .hasMessage("event 2 of the batch: \"specversion\" is missing");
    assertThatThrownBy(() -> json.readBatch("events", null, "{}".getBytes(UTF_8)))
        .hasMessage("a batch must be a JSON array of CloudEvents: [{…}]");
  }

  @Test
  void anotherInstanceThanTheRequestSaysIsRefused() {
    byte[] event = (MINIMAL + ",\"gaterinstance\":\"health\"}").getBytes(UTF_8);
    assertThatThrownBy(() -> json.read("metrics", null, event))
        .hasMessage(
            "\"gaterinstance\" must be left out or say what the request says, \"metrics\", not"
                + " \"health\"");
  }

  @Test
  void dataMayBeNestedAHundredLevels() {
    Object deep = 1;
    for (int i = 0; i < 100; i++) {
      deep = List.of(deep);
    }
    TestMessage message = TestMessage.of(deep);
    assertSame(message, json.read(null, null, CloudEventJson.bytes(message)));
    assertSame(
        message, json.readBatch(null, null, CloudEventJson.batch(List.of(message))).getFirst());
  }
}
