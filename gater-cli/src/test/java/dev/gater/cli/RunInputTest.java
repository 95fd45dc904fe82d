package dev.gater.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Strange input, and where the reports say it is. */
class RunInputTest {
  private static final String GOOD = InProcess.line("health", "a:b", 1);

  @Test
  void badLinesAreNamedAndTheRestGoesOn() {
    InProcess.Result result =
        InProcess.with()
            .input(
                "\ufeff"
                    + GOOD.replace("\n", "\r\n")
                    + "\r\n   \n"
                    + "nope\n"
                    + InProcess.line("helth", "a", 1)
                    + InProcess.line("health", "a::b", 1)
                    + GOOD
                    + "{\"instance\":\"health\",\"topic\":\"a\",\"type\":\"x y\"}\n"
                    + "[1]\n"
                    + GOOD.strip())
            .gater("run", "-");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.lines()).hasSize(3);
    assertThat(result.complaints())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("-:4: not JSON"),
            line -> assertThat(line).startsWith("-:5: no instance 'helth'").contains("'health'"),
            line -> assertThat(line).startsWith("-:6: ").contains("a::b", "position 2"),
            line -> assertThat(line).startsWith("-:8: ").contains("type"),
            line -> assertThat(line).startsWith("-:9: "));
    assertThat(result.row(SummaryTable.INPUT))
        .startsWith("(input)", "-", "-", "3")
        .endsWith("2 malformed, 1 unknown instance");
    assertThat(result.row("health"))
        .startsWith("health", "3", "3", "2", "0")
        .last()
        .asString()
        .contains("1 invalid topic", "1 invalid type");
    assertThat(result.row("total")).startsWith("total", "3", "3", "5", "0");
  }

  @Test
  void aFileIsNamedAsTheUserNamedIt(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("some input.jsonl"), GOOD + "{\n");

    InProcess.Result result = InProcess.with().gater("run", file.toString());

    assertThat(result.complaints()).hasSize(1);
    assertThat(result.complaints().getFirst()).startsWith(file + ":2: ");
  }

  @Test
  void aFloodOfBadLinesIsReportedInFull() {
    int flood = 100_000;

    InProcess.Result result = InProcess.with().input("x\n".repeat(flood)).gater("run");

    assertThat(result.complaints()).hasSize(flood);
    assertThat(result.complaints().getLast()).startsWith("-:" + flood + ": ");
    assertThat(result.code()).isEqualTo(1);
  }

  @Test
  void reportsDoNotSteerTheTerminal() {
    InProcess.Result result =
        InProcess.with()
            .input("{\"instance\":\"health\",\"topic\":\"\\u001b[2J\",\"type\":\"t\"}")
            .gater("run");

    assertThat(result.complaints()).hasSize(1);
    assertThat(result.err()).doesNotContain("\u001b");
  }

  @Test
  void everyCharacterSurvives() {
    String data = "\"grüß 😀 \\ud83d\\ude00 \\u0000 \\\"\"";
    InProcess.Result result =
        InProcess.with()
            .input(
                "{\"instance\":\"events\",\"topic\":\"日本:😀\",\"type\":\"größe\",\"data\":"
                    + data
                    + "}")
            .gater("run");

    assertThat(result.code()).isZero();
    var message = InProcess.object(result.lines().getFirst());
    assertThat(message)
        .containsEntry("topic", "日本:😀")
        .containsEntry("type", "größe")
        .containsEntry("data", "grüß 😀 😀 \u0000 \"");
  }

  @Test
  void halfASurrogateAndBytesThatAreNotUtf8AreReported() {
    byte[] broken =
        "{\"instance\":\"health\",\"topic\":\"a\",\"type\":\"t\",\"data\":\"?\"}\n".getBytes(UTF_8);
    broken[broken.length - 4] = (byte) 0xff;
    String half = "{\"instance\":\"health\",\"topic\":\"a\",\"type\":\"t\",\"data\":\"\\ud83d\"}\n";
    InputStream all =
        new SequenceInputStream(
            new ByteArrayInputStream(broken),
            new ByteArrayInputStream((half + GOOD).getBytes(UTF_8)));

    InProcess.Result result = InProcess.with().input(all).gater("run");

    assertThat(result.complaints()).hasSize(2);
    assertThat(result.complaints().get(0)).startsWith("-:1: ").contains("UTF-8");
    assertThat(result.complaints().get(1)).startsWith("-:2: ").contains("surrogate");
    assertThat(result.lines()).hasSize(1);
  }

  @Test
  void aLineTooLongIsPassedOverAndTheNextOneIsCountedRight() {
    byte[] line = (" ".repeat(InputLines.LONGEST + 1) + "\n").getBytes(UTF_8);
    InputStream all =
        new SequenceInputStream(
            new ByteArrayInputStream(line),
            new ByteArrayInputStream((GOOD + "bad\n").getBytes(UTF_8)));

    InProcess.Result result = InProcess.with().input(all).gater("run");

    assertThat(result.complaints()).hasSize(2);
    assertThat(result.complaints().get(0)).isEqualTo("-:1: the line is longer than 16 MiB");
    assertThat(result.complaints().get(1)).startsWith("-:3: ");
    assertThat(result.lines()).hasSize(1);
    assertThat(result.row(SummaryTable.INPUT)).last().asString().contains("1 too long");
  }

  @Test
  void noInputIsNoFailure() {
    InProcess.Result result = InProcess.with().input("").gater("run");

    assertThat(result.code()).isZero();
    assertThat(result.out()).isEmpty();
    assertThat(result.row("total")).startsWith("total", "0", "0", "0", "0");
  }

  @Test
  void timeAndMetadataArriveAndAliasesBecomeNames() {
    InProcess.Result result =
        InProcess.with()
            .input(
                "{\"instance\":\":ex_esdb_health\",\"topic\":\"a\",\"type\":\"t\",\"time\":1672531200000,"
                    + "\"metadata\":{\"k\":[1,2.50]}}")
            .gater("run", "--sub", ":ex_esdb_health=*");

    assertThat(result.out())
        .startsWith(
            "{\"subscription\":\"health=*\",\"instance\":\"health\",\"topic\":\"a\",\"type\":\"t\","
                + "\"time\":\"2023-01-01T00:00:00Z\"")
        .endsWith("\"data\":null,\"metadata\":{\"k\":[1,2.50]}}\n");
  }

  @Test
  void anInputThatFailsHalfWayIsAFailureAndWhatCameIsDelivered() {
    InputStream failing =
        new SequenceInputStream(
            new ByteArrayInputStream(GOOD.getBytes(UTF_8)),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("Input/output error");
              }

              @Override
              public int read(byte[] bytes, int offset, int length) throws IOException {
                throw new IOException("Input/output error");
              }
            });

    InProcess.Result result = InProcess.with().input(failing).gater("run");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.lines()).hasSize(1);
    assertThat(result.complaints()).containsExactly("-: Input/output error");
  }

  @Test
  void theSameSubscriptionTwiceDeliversTwice() {
    InProcess.Result result =
        InProcess.with().input(GOOD).gater("run", "--sub", "health=*", "--sub", "health=*");

    assertThat(result.subscriptions()).isEqualTo(List.of("health=*", "health=*"));
  }

  @Test
  void theRateIsHeld() {
    long begun = System.nanoTime();
    InProcess.Result result =
        InProcess.with()
            .input(GOOD.repeat(50))
            .output(new ByteArrayOutputStream())
            .gater("run", "--rate", "250");

    assertThat(result.lines()).hasSize(50);
    assertThat(System.nanoTime() - begun).isGreaterThan(49 * 4_000_000L);
  }
}
