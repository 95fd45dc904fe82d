package dev.gater.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gater.InstanceName;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table, the JSON object and the line of progress. */
class SummaryTest {
  private static final String INPUT =
      InProcess.line("health", "a", 1) + InProcess.line("alerts", "a", 1) + "bad\n";

  @Test
  void theTableIsAlignedAndShowsOnlyInstancesWhereAnythingHappened() {
    List<String> table = InProcess.with().input(INPUT).gater("run").err().lines().skip(1).toList();

    assertThat(table)
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .matches("instance +published +delivered +rejected +dropped +p50 +p99"),
            line -> assertThat(line).matches("\\(input\\) +- +- +1 +- +- +- +1 malformed"),
            line -> assertThat(line).matches("health +1 +1 +0 +0 +[\\d.]+ \\S+ +[\\d.]+ \\S+"),
            line -> assertThat(line).matches("alerts +1 +1 +0 +0 +[\\d.]+ \\S+ +[\\d.]+ \\S+"),
            line -> assertThat(line).matches("total +2 +2 +1 +0 +- +-"),
            line -> assertThat(line).matches("3 lines, 112 B in .*lines/s\\)"));
    int end = table.getFirst().indexOf("published") + "published".length();
    assertThat(table.subList(1, 5))
        .allMatch(line -> line.charAt(end) == ' ' && line.charAt(end - 1) != ' ');
  }

  @Test
  void colourIsForTerminalsAndWhoeverWantsIt() {
    assertThat(InProcess.with().input(INPUT).gater("run").err()).doesNotContain("\u001b");
    assertThat(InProcess.with().input(INPUT).errorsAreTerminal().gater("run").err())
        .contains("\u001b[1minstance");
    assertThat(
            InProcess.with()
                .input(INPUT)
                .errorsAreTerminal()
                .environment("NO_COLOR", "1")
                .gater("run")
                .err())
        .doesNotContain("\u001b");
  }

  @Test
  @SuppressWarnings("unchecked")
  void theJsonObjectSaysTheSameForAllTen() {
    InProcess.Result result = InProcess.with().input(INPUT).gater("run", "--json");

    Map<String, Object> summary = result.summary();
    assertThat(summary)
        .containsEntry("input", "-")
        .containsEntry("lines", 3)
        .containsEntry("published", 2)
        .containsEntry("delivered", 2)
        .containsEntry("rejected", 1)
        .containsEntry("dropped", 0)
        .containsEntry("interrupted", false)
        .containsEntry("rejected_before_an_instance", Map.of("malformed", 1));
    var instances = (List<Map<String, Object>>) summary.get("instances");
    assertThat(instances)
        .extracting(instance -> instance.get("instance"))
        .isEqualTo(InstanceName.DEDICATED);
    assertThat(instances.get(3))
        .containsEntry("published", 1)
        .containsEntry("dropped_by", Map.of())
        .hasEntrySatisfying(
            "p99_ms", value -> assertThat(((Number) value).doubleValue()).isPositive());
    assertThat(instances.getFirst()).containsEntry("p50_ms", null);
    assertThat(result.err().lines()).hasSize(2); // the bad line and the object
  }

  /** Gives its bytes, then waits until there was progress on stderr before it ends. */
  private static InputStream endingAfter(CountDownLatch progress, String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8)) {
      @Override
      public synchronized int read(byte[] bytes, int offset, int length) {
        int read = super.read(bytes, offset, length);
        if (read < 0) {
          await(progress);
        }
        return read;
      }
    };
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static ByteArrayOutputStream watching(CountDownLatch progress) {
    return new ByteArrayOutputStream() {
      @Override
      public synchronized void write(byte[] bytes, int offset, int length) {
        super.write(bytes, offset, length);
        if (toString(UTF_8).contains("lines/s")) {
          progress.countDown();
        }
      }
    };
  }

  @Test
  void progressIsDrawnInPlaceAndTakenAwayBeforeTheTable() {
    CountDownLatch progress = new CountDownLatch(1);
    InProcess.Result result =
        InProcess.with()
            .input(endingAfter(progress, INPUT))
            .errors(watching(progress))
            .errorsAreTerminal()
            .environment("NO_COLOR", "1")
            .gater("run");

    assertThat(result.err()).contains("\r\u001b[K3 lines   112 B   ");
    String table = result.err().substring(result.err().indexOf("instance"));
    assertThat(table).doesNotContain("\r");
    assertThat(result.err()).contains("\r\u001b[Kinstance");
  }

  @Test
  void aFileKnowsHowFarItIs() throws IOException {
    Path real = InProcess.EXAMPLES.resolve("real.jsonl");
    Progress progress = new Progress(Files.size(real));

    assertThat(progress.isDue()).isFalse();
    assertThat(progress.line(1234, Files.size(real) / 2))
        .startsWith("1,234 lines   918 kB   ")
        .endsWith("   50 %")
        .hasSizeLessThan(79);
    assertThat(new Progress(-1).line(1, 1)).doesNotContain("%");
  }

  @Test
  void noProgressAmongDeliveries() {
    CountDownLatch never = new CountDownLatch(0);
    InProcess.Result result =
        InProcess.with()
            .input(endingAfter(never, INPUT))
            .errorsAreTerminal()
            .outputIsTerminal()
            .environment("NO_COLOR", "1")
            .gater("run");

    assertThat(result.err()).doesNotContain("\r");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.00 µs",
    "850000, 850 µs",
    "12300000, 12.3 ms",
    "999000000, 999 ms",
    "1240000000, 1.24 s",
    "123000000000, 2 min 3 s",
  })
  void durationsAreReadable(long nanos, String expected) {
    assertThat(Units.duration(Duration.ofNanos(nanos))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"0, 0 B", "999, 999 B", "1840, 1.84 kB", "53800000, 53.8 MB", "10000000000, 10.0 GB"})
  void sizesAreReadable(long bytes, String expected) {
    assertThat(Units.bytes(bytes)).isEqualTo(expected);
  }
}
