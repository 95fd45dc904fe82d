package dev.gater.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gater.PublishOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MessageJsonTest {

  @Provide
  Arbitrary<@Nullable Object> values() {
    return JsonArbitraries.values();
  }

  @Provide
  Arbitrary<Map<String, @Nullable Object>> maps() {
    return JsonArbitraries.maps();
  }

  @Provide
  Arbitrary<String> strings() {
    return JsonArbitraries.names();
  }

  @Provide
  Arbitrary<Instant> times() {
    return JsonArbitraries.times();
  }

  @Test
  void aMessageHasTheFormOfTheContract() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("text", "a\"\\\u2028\n😀");
    data.put("price", new BigDecimal("1.10"));
    TestMessage message = TestMessage.of(data).metadata(Map.of("trace", "t1"));
    assertThat(new String(MessageJson.bytes(message), UTF_8))
        .isEqualTo(
            """
            {"instance":"health",\
            "topic":"subscription_health:production_store:user_projection",\
            "type":"registration_success",\
            "time":"2023-01-01T00:00:00Z","received":"2023-01-01T00:00:01.250Z",\
            "sequence":7,"position":"e1-7","id":"0k3-7","source":"gater:node-1",\
            "schema_version":1,\
            "data":{"text":"a\\"\\\\LS\\n😀","price":1.10},"metadata":{"trace":"t1"}}\
            """
                .replace("LS", "\u2028"));
  }

  @Property
  void aMessageReadsBackAsAPublication(
      @ForAll("values") @Nullable Object data,
      @ForAll("maps") Map<String, @Nullable Object> metadata,
      @ForAll("strings") String id,
      @ForAll("strings") String source,
      @ForAll("strings") String type,
      @ForAll("times") Instant time) {
    TestMessage message =
        TestMessage.of(data)
            .metadata(metadata)
            .envelope(id, type, source, "any:topic")
            .time(time, time);
    PublicationLine line = new PublicationReader().read(MessageJson.bytes(message));
    assertThat(JsonArbitraries.exact(line.data())).isEqualTo(JsonArbitraries.exact(data));
    assertThat(JsonArbitraries.exact(line.options().metadata()))
        .isEqualTo(JsonArbitraries.exact(metadata));
    assertThat(line)
        .isEqualTo(
            new PublicationLine(
                "health",
                "any:topic",
                type,
                line.data(),
                PublishOptions.none()
                    .time(time)
                    .identity(source, id)
                    .schemaVersion(1)
                    .metadata(line.options().metadata())));
  }

  @Test
  void linesAreWrittenOneAMessageWithTheSubscriptionFirst() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TestMessage message = TestMessage.of(null);
    String bare = new String(MessageJson.bytes(message), UTF_8);
    try (MessageJson.Lines lines = new MessageJson.Lines(out)) {
      lines.write(message);
      assertThat(out.size()).isZero();
      lines.flush();
      assertThat(out.toString(UTF_8)).isEqualTo(bare + "\n");
      lines.write(message, "health=\u2028*");
    }
    assertThat(out.toString(UTF_8))
        .isEqualTo(bare + "\n{\"subscription\":\"health=\u2028*\"," + bare.substring(1) + "\n");
  }

  @Test
  void whatTheStreamThrowsComesOutAsItWasThrown() {
    IOException broken = new IOException("Broken pipe");
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw broken;
          }
        };
    MessageJson.Lines lines = new MessageJson.Lines(out);
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 1_000; i++) {
                lines.write(TestMessage.of(null));
              }
            })
        .isSameAs(broken);
  }
}
