package dev.gater.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.gater.DataDirectoryException;
import dev.gater.DrainReceipt;
import dev.gater.Durability;
import dev.gater.Gater;
import dev.gater.GaterConfig;
import dev.gater.Message;
import dev.gater.Position;
import dev.gater.PublishOptions;
import dev.gater.Receipt;
import dev.gater.Start;
import dev.gater.Subscription;
import dev.gater.SubscriptionOptions;
import dev.gater.event.DomainEvent;
import dev.gater.event.Severity;
import dev.gater.event.SystemAlert;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node with a data directory keeps, through the public API. */
class KeptHistoryTest {
  @TempDir private Path directory;

  private Gater open() {
    return Gater.open(GaterConfig.defaults().data(directory));
  }

  private static List<Message<DomainEvent>> read(Gater gater, Start start, int count) {
    List<Message<DomainEvent>> read = Collections.synchronizedList(new ArrayList<>());
    try (Subscription _ =
        gater.events().subscribe(SubscriptionOptions.of("*").from(start), read::add)) {
      await().until(() -> read.size() >= count);
    }
    return read;
  }

  private static Receipt confirmed(Gater gater, String topic, @Nullable Object data)
      throws Exception {
    return gater
        .events()
        .publishConfirmed(topic, "happened", data)
        .toCompletableFuture()
        .get(30, TimeUnit.SECONDS);
  }

  @Test
  void whatWasPublishedIsThereAfterReopening() {
    List<Position> positions;
    try (Gater gater = open()) {
      for (int i = 1; i <= 1000; i++) {
        assertThat(gater.events().publish("a:" + i % 7, "happened", i).accepted()).isTrue();
      }
      positions = read(gater, Start.beginning(), 1000).stream().map(Message::position).toList();
    }
    try (Gater gater = open()) {
      List<Message<DomainEvent>> read = read(gater, Start.beginning(), 1000);

      assertThat(read.stream().map(Message::data))
          .isEqualTo(IntStream.rangeClosed(1, 1000).boxed().toList());
      assertThat(read.stream().map(Message::position)).isEqualTo(positions);
      assertThat(gater.events().publish("a:1", "happened", null).sequence()).isEqualTo(1001);
    }
  }

  @Test
  void aMessageComesBackAsItWas() {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("text", "größer 𝄞");
    data.put("nothing", null);
    data.put(
        "numbers",
        Arrays.asList(
            1,
            2L,
            (short) 3,
            (byte) 4,
            1.5,
            -0.0,
            2.5f,
            new BigInteger("123456789012345678901234567890"),
            new BigDecimal("1.500")));
    data.put("nested", Map.of("yes", true, "no", false));
    Instant time = Instant.parse("1969-01-01T00:00:00.123456789Z");
    Message<?> published;
    try (Gater gater = open()) {
      published =
          (Message<?>)
              gater
                  .events()
                  .publish(
                      "a",
                      "happened",
                      data,
                      PublishOptions.none()
                          .time(time)
                          .identity("urn:me", "my-1")
                          .metadata(Map.of("region", "eu"))
                          .schemaVersion(3));
    }
    try (Gater gater = open()) {
      Message<?> read = read(gater, Start.beginning(), 1).getFirst();

      assertThat(read)
          .usingRecursiveComparison()
          .ignoringFields("weight", "acceptedNanos", "address")
          .isEqualTo(published);
      assertThat(read.data()).isEqualTo(data);
      assertThat(read.time()).isEqualTo(time);
      assertThat(read.id()).isEqualTo("my-1");
      assertThat(read.source()).isEqualTo("urn:me");
      assertThat(read.metadata()).isEqualTo(Map.of("region", "eu"));
      assertThat(read.schemaVersion()).isEqualTo(3);
    }
  }

  @Test
  void aTypedEventComesBackAsOne() {
    SystemAlert alert =
        new SystemAlert(SystemAlert.Level.CRITICAL, Severity.HIGH, "payments", "no leader");
    try (Gater gater = open()) {
      gater.alerts().publish(alert);
    }
    List<Object> read = Collections.synchronizedList(new ArrayList<>());
    try (Gater gater = open()) {
      gater
          .alerts()
          .subscribe(
              SubscriptionOptions.of("*").from(Start.beginning()),
              message -> read.add(message.event().orElseThrow()));
      await().until(() -> !read.isEmpty());
    }
    assertThat(read).containsExactly(alert);
  }

  @Test
  void aConfirmationSaysWhereAndHowSafe() throws Exception {
    try (Gater gater = open()) {
      Receipt receipt = confirmed(gater, "a", 1);

      assertThat(receipt.publication().accepted()).isTrue();
      assertThat(receipt.durability()).isEqualTo(Durability.GROUP_COMMIT);
      assertThat(receipt.position()).isNotNull();
      assertThat(
              gater
                  .lifecycle()
                  .publishConfirmed("a", "happened", 1)
                  .toCompletableFuture()
                  .get(30, TimeUnit.SECONDS)
                  .durability())
          .isEqualTo(Durability.FLUSHED);
      assertThat(
              gater
                  .metrics()
                  .publishConfirmed("a", "measured", 1)
                  .toCompletableFuture()
                  .get(30, TimeUnit.SECONDS)
                  .durability())
          .isEqualTo(Durability.NONE);
    }
  }

  @Test
  void aResumeAcrossReopeningIsExact() throws Exception {
    Position third;
    try (Gater gater = open()) {
      confirmed(gater, "a", 1);
      confirmed(gater, "a", 2);
      third = confirmed(gater, "a", 3).position();
      confirmed(gater, "a", 4);
    }
    try (Gater gater = open()) {
      confirmed(gater, "a", 5);

      assertThat(read(gater, Start.after(third), 2).stream().map(Message::data))
          .containsExactly(4, 5);
    }
  }

  @Test
  void aBackupTakenWhileRunningCanBeOpened() throws Exception {
    Path copy = directory.resolve("..").resolve(directory.getFileName() + "-copy").normalize();
    try (Gater gater = open()) {
      for (int i = 1; i <= 500; i++) {
        gater.events().publish("a", "happened", i);
      }
      confirmed(gater, "a", 501);
      gater.backup(copy);
      confirmed(gater, "a", 502);
      assertThatThrownBy(() -> gater.backup(copy))
          .isInstanceOf(DataDirectoryException.class)
          .hasMessageContaining("has something in it");
    }
    try (Gater gater = Gater.open(GaterConfig.defaults().data(copy))) {
      List<Message<DomainEvent>> read = read(gater, Start.beginning(), 501);
      assertThat(read.stream().map(Message::data))
          .isEqualTo(IntStream.rangeClosed(1, 501).boxed().toList());
      assertThat(gater.events().publish("a", "happened", 503).sequence()).isGreaterThan(502);
    } finally {
      Disk.delete(copy);
    }
  }

  @Test
  void anInMemoryNodeHasNothingToBackUp() {
    try (Gater gater = Gater.open()) {
      assertThatThrownBy(() -> gater.backup(directory.resolve("copy")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("data directory");
    }
  }

  @Test
  void auditIsDeliveredOnceItIsSafe() {
    List<Object> seen = Collections.synchronizedList(new ArrayList<>());
    try (Gater gater = open()) {
      gater.audit().subscribe("*", message -> seen.add(message.data()));
      for (int i = 0; i < 2000; i++) {
        assertThat(gater.audit().publish("a", "done", i).accepted()).isTrue();
      }
      await().until(() -> seen.size() == 2000);
    }
    assertThat(seen).isEqualTo(IntStream.range(0, 2000).boxed().toList());
  }

  @Test
  void aSecondNodeIsRefusedWithTheReason() {
    try (Gater _ = open()) {
      assertThatThrownBy(this::open)
          .isInstanceOf(DataDirectoryException.class)
          .hasMessageContaining(directory.toString())
          .hasMessageContaining("is open in process " + ProcessHandle.current().pid());
    }
    open().close();
  }

  @Test
  void whatCouldNotBeDeliveredInTimeIsKept() {
    try (Gater gater = open()) {
      gater.events().subscribe("*", _ -> new java.util.concurrent.CountDownLatch(1).await());
      for (int i = 0; i < 100; i++) {
        gater.events().publish("a", "happened", i);
      }

      DrainReceipt receipt = gater.drain(java.time.Duration.ofMillis(200));

      assertThat(receipt.kept()).isGreaterThanOrEqualTo(99);
      assertThat(receipt.abandoned()).isZero();
    }
    try (Gater gater = open()) {
      assertThat(read(gater, Start.beginning(), 100)).hasSize(100);
    }
  }
}
