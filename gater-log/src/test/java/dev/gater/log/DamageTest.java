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
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a log whose files are not what was written. */
class DamageTest {
  private static final TopicPattern ALL = TopicPattern.parse("*");
  private static final Policy POLICY = Policy.of("events").keep(Retention.forever());

  private static List<Path> files(Path directory, String suffix) {
    try (Stream<Path> files = Files.list(directory.resolve("main"))) {
      return files
          .filter(file -> file.toString().endsWith(suffix))
          .sorted(Comparator.comparingLong(file -> -file.toFile().length()))
          .toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static List<Message<?>> readAll(Disk disk, List<Gap> gaps) {
    List<Message<?>> read = new ArrayList<>();
    for (long at = 1; at <= disk.log.last(); ) {
      Page page = disk.log.read(ALL, at, disk.log.last(), 100);
      if (page.expired() > at) {
        gaps.add(new Gap(at, page.expired() - 1, page.why()));
      }
      read.addAll(page.messages());
      at = page.next();
    }
    return read;
  }

  @Property(tries = 50)
  void aPowerCutThatLosesTheEndOfTheWriteAheadLogLosesTheEndOnly(
      @ForAll @IntRange(min = 1, max = 40) int count, @ForAll @DoubleRange(max = 1) double part)
      throws IOException {
    Path base = Files.createTempDirectory("gater-damage");
    try (Disk disk = new Disk(base, POLICY)) {
      List<Message<?>> written = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        written.addAll(disk.append("a:" + i % 3, "b"));
      }
      long given = disk.log.last() + Disk.RING;
      disk.crash();
      for (Path wal : files(disk.directory, ".log")) {
        try (RandomAccessFile file = new RandomAccessFile(wal.toFile(), "rw")) {
          file.setLength((long) (file.length() * part));
        }
      }

      disk.open();

      List<Message<?>> read = readAll(disk, new ArrayList<>());
      assertThat(read).isEqualTo(written.subList(0, read.size()));
      assertThat(disk.log.last()).isGreaterThanOrEqualTo(given);
      for (Message<?> message : written) {
        Position position = message.position();
        Resumption resumption = disk.log.resume(position, disk.log.last());
        boolean known = position.sequence() <= read.size();
        assertThat(resumption.gap() == null).isEqualTo(known);
        if (resumption.gap() != null) {
          assertThat(resumption.gap().why()).isEqualTo(Gap.Why.LOST);
        }
      }
      long next = disk.log.last() + 1;
      disk.append("a:1");
      assertThat(disk.log.read(ALL, next, next, 1).messages()).hasSize(1);
    } finally {
      Disk.delete(base);
    }
  }

  @Test
  void aDamagedBlockIsPassedOverWithAGapAndTheRestIsServed(@TempDir Path base) throws IOException {
    try (Disk disk = new Disk(base, POLICY)) {
      byte[] noise = new byte[300];
      Random random = new Random(1);
      List<Message<?>> written = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        random.nextBytes(noise);
        written.addAll(disk.appendData("a:" + i % 5, new java.math.BigInteger(noise)));
      }
      disk.closeStore();
      Path sst = files(disk.directory, ".sst").getFirst();
      try (RandomAccessFile file = new RandomAccessFile(sst.toFile(), "rw")) {
        file.seek(file.length() / 3);
        int before = file.read();
        file.seek(file.length() / 3);
        file.write(before ^ 0xff);
      }

      disk.open();

      List<Gap> gaps = new ArrayList<>();
      List<Message<?>> read = readAll(disk, gaps);
      assertThat(gaps).hasSize(1);
      Gap gap = gaps.getFirst();
      assertThat(gap.why()).isEqualTo(Gap.Why.DAMAGED);
      assertThat(gap.to() - gap.from()).isBetween(5L, 60L);
      List<Message<?>> rest = new ArrayList<>(written);
      rest.removeIf(m -> m.sequence() >= gap.from() && m.sequence() <= gap.to());
      assertThat(read).isEqualTo(rest);

      long next = disk.log.last() + 1;
      disk.append("a:1", "a:2");
      assertThat(disk.log.read(ALL, next, next + 1, 10).messages()).hasSize(2);
      int back = 0;
      for (long at = disk.log.last(); at >= 1; ) {
        Page page = disk.log.readBack(ALL, at, 50);
        back += page.messages().size();
        at = page.next();
      }
      assertThat(back).isEqualTo(rest.size() + 2);
    }
  }
}
