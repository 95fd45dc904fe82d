package dev.gater.wire;

import static dev.gater.event.SubscriptionHealth.State.REGISTRATION_SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gater.Gater;
import dev.gater.Message;
import dev.gater.PublishOptions;
import dev.gater.event.Event;
import dev.gater.event.StreamEvent;
import dev.gater.event.SubscriptionHealth;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What a real node delivers, out through each form and in again. */
class RoundTripTest {
  private static final List<Function<Message<?>, PublicationLine>> FORMS =
      List.of(
          message -> new PublicationReader().read(MessageJson.bytes(message)),
          message -> new CloudEventJson().read(null, null, CloudEventJson.bytes(message)),
          message ->
              new CloudEventJson()
                  .readBatch(null, null, CloudEventJson.batch(List.of(message)))
                  .getFirst(),
          message -> {
            BinaryCloudEvent event = CloudEventHttp.write(message);
            return new CloudEventHttp().read(null, null, event.headers(), event.body()).getFirst();
          });

  private final BlockingQueue<Message<? extends Event>> delivered = new LinkedBlockingQueue<>();

  @Test
  void typedEventsComeBackTyped() throws InterruptedException {
    SubscriptionHealth health =
        new SubscriptionHealth(
            "production_store",
            "user_projection",
            REGISTRATION_SUCCESS,
            "0.123.0",
            null,
            Instant.parse("2023-01-01T00:00:00.123456789Z"),
            "ä");
    StreamEvent stream =
        new StreamEvent("s-1", "order_placed", Map.of("n", new BigInteger("9".repeat(40))));
    try (Gater gater = Gater.open()) {
      gater.health().subscribe("*", delivered::add);
      gater.events().subscribe("*", delivered::add);
      gater.health().publish(health);
      assertComesBack(gater, health);
      gater.events().publish(stream);
      assertComesBack(gater, stream);
    }
  }

  @Test
  void rawDataComesBackWithAllThatWasSaid() throws InterruptedException {
    try (Gater gater = Gater.open()) {
      gater.lifecycle().subscribe("*", delivered::add);
      PublishOptions options =
          PublishOptions.none()
              .time(Instant.parse("2001-02-03T04:05:06.7Z"))
              .identity("urn:elsewhere", "id 7")
              .metadata(Map.of("trace", "t1", "Odd Name", List.of(1, true)))
              .schemaVersion(4);
      gater.lifecycle().publish("any:topic", "größe", List.of("\u2028", 0.5), options);
      Message<?> first = next();
      for (Function<Message<?>, PublicationLine> form : FORMS) {
        PublicationLine line = form.apply(first);
        gater
            .instance(line.instance())
            .publish(line.topic(), line.type(), line.data(), line.options());
        Message<?> again = next();
        assertThat(again.id()).isEqualTo("id 7");
        assertThat(again.source()).isEqualTo("urn:elsewhere");
        assertThat(again.time()).isEqualTo(first.time());
        assertThat(again.type()).isEqualTo("größe");
        assertThat(again.schemaVersion()).isEqualTo(4);
        assertThat(again.metadata()).isEqualTo(first.metadata());
        assertThat(JsonArbitraries.exact(again.data()))
            .isEqualTo(JsonArbitraries.exact(first.data()));
      }
    }
  }

  private void assertComesBack(Gater gater, Event event) throws InterruptedException {
    Message<?> first = next();
    for (Function<Message<?>, PublicationLine> form : FORMS) {
      PublicationLine line = form.apply(first);
      gater
          .instance(line.instance())
          .publish(line.topic(), line.type(), line.data(), line.options());
      Message<?> again = next();
      assertThat(again.event().orElseThrow()).isEqualTo(event);
      assertThat(again.id()).isEqualTo(first.id());
      assertThat(again.source()).isEqualTo(first.source());
      assertThat(again.time()).isEqualTo(first.time());
    }
  }

  private Message<?> next() throws InterruptedException {
    Message<?> message = delivered.poll(20, TimeUnit.SECONDS);
    assertThat(message).isNotNull();
    return message;
  }
}
