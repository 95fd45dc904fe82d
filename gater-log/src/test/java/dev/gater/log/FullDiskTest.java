package dev.gater.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gater.DataSize;
import dev.gater.Durability;
import dev.gater.Gater;
import dev.gater.GaterConfig;
import dev.gater.Message;
import dev.gater.Policy;
import dev.gater.Publication;
import dev.gater.Publication.Reason;
import dev.gater.Receipt;
import dev.gater.Retention;
import dev.gater.Start;
import dev.gater.SubscriptionOptions;
import dev.gater.TopicPattern;
import dev.gater.spi.LogStore;
import dev.gater.spi.LogStore.Trouble;
import dev.gater.spi.MessageLog;
import dev.gater.spi.TestForm;
import dev.gater.spi.TestMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full, or fills up in the middle of a write, and has room again. */
class FullDiskTest {
  private static final TopicPattern ALL = TopicPattern.parse("*");
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir private Path directory;
  private final AtomicReference<@Nullable Trouble> trouble = new AtomicReference<>();

  private MessageLog log(RocksStore store) {
    MessageLog log =
        store.log(
            new LogStore.Setup(
                "events",
                "/test",
                Policy.of("events").keep(Retention.forever()),
                10,
                new TestForm(),
                InstantSource.system(),
                () -> "e" + System.nanoTime(),
                trouble::set));
    store.ready();
    return log;
  }

  private static List<Message<?>> messages(MessageLog log, int count, Object data) {
    List<Message<?>> messages = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      messages.add(
          new TestMessage(log.epoch(), log.last() + i, "a", Instant.ofEpochMilli(1_000_000), data));
    }
    return messages;
  }

  private static List<Message<?>> append(MessageLog log, int count) {
    List<Message<?>> messages = messages(log, count, "x");
    log.append(messages.toArray(new Message<?>[0]), 0, count);
    return messages;
  }

  /** Whether the log is in trouble; it finds out with the next write. */
  private boolean appendsInTrouble(MessageLog log, List<Message<?>> messages) {
    messages.addAll(append(log, 1));
    return trouble.get() != null;
  }

  @Test
  void whatWasAdmittedWaitsForRoomAndCanBeRead() throws Exception {
    AtomicLong room = new AtomicLong(Long.MAX_VALUE);
    Settings settings = Disk.SMALL;
    try (RocksStore store =
        RocksStore.open(
            directory, settings, new DiskSpace(directory, settings.spare().bytes(), room::get))) {
      MessageLog log = log(store);
      room.set(0);
      List<Message<?>> messages = new ArrayList<>();
      await().atMost(LONG).until(() -> appendsInTrouble(log, messages));
      messages.addAll(append(log, 100)); // more than may wait otherwise
      CompletableFuture<Durability> confirmation = log.confirmed(log.last()).toCompletableFuture();

      assertThat(trouble.get().reason()).isEqualTo(Reason.DISK_FULL);
      assertThat(trouble.get().detail()).contains(directory.toString(), "the disk is full");
      assertThat(log.read(ALL, 1, log.last(), 1000).messages()).isEqualTo(messages);
      assertThat(confirmation).isNotDone();

      room.set(Long.MAX_VALUE);

      assertThat(confirmation.get(30, TimeUnit.SECONDS)).isEqualTo(Durability.GROUP_COMMIT);
      await().atMost(LONG).until(() -> trouble.get() == null);
      log.close();
    }
  }

  @Test
  void whatWasAdmittedIsWrittenAtTheEndOnWhatWasSetAside() {
    AtomicLong room = new AtomicLong(Long.MAX_VALUE);
    DiskSpace space = new DiskSpace(directory, Disk.SMALL.spare().bytes(), room::get);
    List<Message<?>> messages = new ArrayList<>();
    try (RocksStore store = RocksStore.open(directory, Disk.SMALL, space)) {
      MessageLog log = log(store);
      room.set(0);
      await().atMost(LONG).until(() -> appendsInTrouble(log, messages));
      messages.addAll(append(log, 20));
      log.close();
    }
    try (RocksStore store = RocksStore.open(directory, Disk.SMALL)) {
      MessageLog log = log(store);
      assertThat(log.last()).isEqualTo(messages.size());
      assertThat(log.read(ALL, 1, log.last(), 1000).messages()).isEqualTo(messages);
      log.close();
    }
  }

  @Test
  void aDiskThatFillsUpInTheMiddleOfAWriteLosesNothing() throws Exception {
    Settings noSpare =
        new Settings(100, 1 << 20, 100, 16, DataSize.mib(1), DataSize.mib(4), new DataSize(0));
    try (SmallDisk disk = new SmallDisk(directory.resolve("small"), 32)) {
      Path data = directory.resolve("small").resolve("data");
      List<Message<?>> all = new ArrayList<>();
      try (RocksStore store = RocksStore.open(data, noSpare)) {
        MessageLog log = log(store);
        disk.fill(64 << 10);
        byte[] noise = new byte[3000];
        new java.util.Random(1).nextBytes(noise);
        for (int i = 0; i < 40; i++) {
          List<Message<?>> some = messages(log, 10, new java.math.BigInteger(noise));
          log.append(some.toArray(new Message<?>[0]), 0, some.size());
          all.addAll(some);
        }
        await().atMost(LONG).until(() -> trouble.get() != null);
        assertThat(trouble.get().reason()).isEqualTo(Reason.DISK_FULL);

        disk.empty();

        assertThat(log.awaitConfirmed(log.last(), TimeUnit.SECONDS.toNanos(30))).isTrue();
        await().atMost(LONG).until(() -> trouble.get() == null);
        List<Message<?>> read = new ArrayList<>();
        for (long at = 1; at <= log.last(); ) {
          MessageLog.Page page = log.read(ALL, at, log.last(), 100);
          read.addAll(page.messages());
          at = page.next();
        }
        assertThat(read.size()).isEqualTo(all.size());
        assertThat(read.equals(all)).isTrue();
        log.close();
      }
    }
  }

  @Test
  void aNodeRefusesWhatItCantKeepAndSaysSoAndGoesOnByItself() throws Exception {
    try (SmallDisk disk = new SmallDisk(directory.resolve("small"), 192)) {
      Path data = directory.resolve("small").resolve("data");
      List<Object> alerts = Collections.synchronizedList(new ArrayList<>());
      List<Object> measured = Collections.synchronizedList(new ArrayList<>());
      try (Gater gater = Gater.open(GaterConfig.defaults().data(data))) {
        gater.alerts().subscribe("*", message -> alerts.add(message.type()));
        gater.metrics().subscribe("*", message -> measured.add(message.data()));
        disk.fill(8 << 20);

        await().atMost(LONG).until(() -> !gater.events().publish("a", "happened", 1).accepted());

        Publication refused = gater.events().publish("a", "happened", 1);
        assertThat(refused.reason()).isEqualTo(Reason.DISK_FULL);
        Receipt receipt =
            gater.system().publishConfirmed("a", "happened", 1).toCompletableFuture().get();
        assertThat(receipt.publication().reason()).isEqualTo(Reason.DISK_FULL);
        assertThat(gater.metrics().publish("a", "measured", 2).accepted()).isTrue();
        await().atMost(LONG).until(() -> alerts.contains("critical_alert"));
        await().atMost(LONG).until(() -> measured.contains(2));

        disk.empty();

        await().atMost(LONG).until(() -> gater.events().publish("a", "again", 3).accepted());
        await().atMost(LONG).until(() -> alerts.contains("warning_alert"));
      }
      try (Gater gater = Gater.open(GaterConfig.defaults().data(data))) {
        List<Object> kept = Collections.synchronizedList(new ArrayList<>());
        gater
            .alerts()
            .subscribe(
                SubscriptionOptions.of("*").from(Start.beginning()),
                message -> kept.add(message.type()));
        await().atMost(LONG).until(() -> kept.contains("warning_alert"));
      }
    }
  }
}
