package dev.gater.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gater.Gap;
import dev.gater.Message;
import dev.gater.Policy;
import dev.gater.Position;
import dev.gater.Retention;
import dev.gater.TopicPattern;
import dev.gater.spi.MessageLog.Page;
import dev.gater.spi.MessageLog.Resumption;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds when a node does not end in good order. */
class CrashTest {
  private static final TopicPattern ALL = TopicPattern.parse("*");

  @TempDir private Path directory;
  private Disk disk;

  @BeforeEach
  void open() {
    disk = new Disk(directory, Policy.of("events").keep(Retention.forever()));
  }

  @AfterEach
  void close() {
    disk.close();
  }

  private static List<Long> sequences(List<Message<?>> messages) {
    return messages.stream().<Long>map(Message::sequence).toList();
  }

  private void crash() {
    disk.crash();
    disk.open();
  }

  @Test
  void whatWasConfirmedIsThere() {
    List<Message<?>> messages = disk.append("a", "b", "a", "c", "d", "e", "f", "g", "h", "a");

    crash();

    assertThat(disk.log.read(ALL, 1, disk.log.last(), 100).messages()).isEqualTo(messages);
    assertThat(sequences(disk.log.read(TopicPattern.parse("a"), 1, 100, 100).messages()))
        .containsExactly(1L, 3L, 10L);
    assertThat(disk.log.first()).isEqualTo(1);
  }

  @Test
  void noNumberIsGivenTwice() {
    disk.append("a", "a");
    String epoch = disk.log.epoch();
    long most = disk.log.last() + Disk.RING;

    crash();

    assertThat(disk.log.last()).isGreaterThanOrEqualTo(most);
    assertThat(disk.log.epoch()).isNotEqualTo(epoch);
    long again = disk.log.last();
    crash();
    assertThat(disk.log.last()).isGreaterThanOrEqualTo(again + Disk.RING);
  }

  @Test
  void aReaderGoesFromOneEpochToTheNextWithoutAGap() {
    disk.append("a", "a");
    crash();
    long next = disk.log.last() + 1;
    disk.append("a");

    Page page = disk.log.read(ALL, 1, disk.log.last(), 2);
    Page second = disk.log.read(ALL, page.next(), disk.log.last(), 2);

    assertThat(sequences(page.messages())).containsExactly(1L, 2L);
    assertThat(sequences(second.messages())).containsExactly(next);
    assertThat(second.expired()).isEqualTo(page.next());
    assertThat(second.messages().getFirst().position().epoch()).isEqualTo("e2");
    assertThat(page.messages().getFirst().position().epoch()).isEqualTo("e1");
    assertThat(sequences(disk.log.readBack(ALL, next, 10).messages()))
        .containsExactly(next, 2L, 1L);
  }

  @Test
  void aPositionOfBeforeResumesExactly() {
    disk.append("a", "a", "a");
    crash();
    long next = disk.log.last() + 1;
    disk.append("a");

    assertThat(disk.log.resume(new Position("e1", 2), next)).isEqualTo(new Resumption(3, null));
    assertThat(disk.log.resume(new Position("e1", 3), next)).isEqualTo(new Resumption(next, null));
    assertThat(disk.log.resume(new Position("e2", next), next))
        .isEqualTo(new Resumption(next + 1, null));
  }

  @Test
  void aPositionThatWasLostIsToldAsAGap() {
    disk.append("a", "a", "a");
    crash();
    long next = disk.log.last() + 1;

    assertThat(disk.log.resume(new Position("e1", 7), next - 1))
        .isEqualTo(new Resumption(next, new Gap(8, next - 1, Gap.Why.LOST)));
    assertThat(disk.log.read(ALL, 7, next, 10))
        .isEqualTo(new Page(List.of(), next, next, Gap.Why.LOST));
  }

  @Test
  void aPositionResumesExactlyThoughNothingCameBetweenTwoCrashes() {
    disk.append("a", "a", "a");
    crash();
    crash();
    long next = disk.log.last() + 1;
    disk.append("a");

    assertThat(disk.log.resume(new Position("e1", 3), next)).isEqualTo(new Resumption(next, null));
    assertThat(disk.log.resume(new Position("e1", 5), next))
        .isEqualTo(new Resumption(next, new Gap(6, next - 1, Gap.Why.LOST)));
    assertThat(disk.log.read(ALL, 1, next, 10).messages()).hasSize(4);
  }

  @Test
  void aPositionOfAnotherLogIsAReset() {
    disk.append("a", "a", "a");

    assertThat(disk.log.resume(new Position("other", 2), 3))
        .isEqualTo(new Resumption(1, new Gap(3, 2, Gap.Why.RESET)));
    assertThat(disk.log.resume(new Position("e1", 4), 3).gap().why()).isEqualTo(Gap.Why.RESET);
  }

  @Test
  void timeNeverFallsThoughTheClockDoes() {
    disk.now = disk.now.plusSeconds(60);
    disk.append("a");
    disk.now = disk.now.minusSeconds(3600);

    disk.reopen();

    assertThat(disk.log.lastReceived()).isEqualTo(disk.now.plusSeconds(3600));
    crash();
    assertThat(disk.log.lastReceived()).isEqualTo(disk.now.plusSeconds(3600));
  }
}
