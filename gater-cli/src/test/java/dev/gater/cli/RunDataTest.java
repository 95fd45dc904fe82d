package dev.gater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gater.Gater;
import dev.gater.GaterConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one run keeps, a later one reads. */
class RunDataTest {
  @TempDir private Path folder;

  private Path data() {
    return folder.resolve("history");
  }

  private InProcess.Result run(String input, String... more) {
    String[] args = new String[more.length + 3];
    args[0] = "run";
    args[1] = "--data";
    args[2] = data().toString();
    System.arraycopy(more, 0, args, 3, more.length);
    return InProcess.with().input(input).gater(args);
  }

  private static String lines(String instance, String topic, int from, int through) {
    return IntStream.rangeClosed(from, through)
        .mapToObj(i -> InProcess.line(instance, topic, i))
        .collect(Collectors.joining());
  }

  private static List<Long> numbers(InProcess.Result result, String field) {
    return result.lines().stream()
        .map(line -> ((Number) InProcess.object(line).get(field)).longValue())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"events", "logging", "health", "diagnostics", "audit"})
  void whatAnEarlierRunPublishedIsPrintedBeforeWhatThisOneDoes(String instance) {
    assertThat(run(lines(instance, "a", 1, 3000)).code()).isZero();

    InProcess.Result second =
        run(lines(instance, "b", 3001, 3010), "--sub", instance + "=*", "--from", "beginning");

    assertThat(second.code()).isZero();
    assertThat(second.complaints()).isEmpty();
    List<Long> all = IntStream.rangeClosed(1, 3010).mapToObj(i -> (long) i).toList();
    assertThat(numbers(second, "data")).isEqualTo(all);
    assertThat(numbers(second, "sequence")).isEqualTo(all);
  }

  @Test
  void withoutFromTheEarlierRunIsNotPrinted() {
    run(lines("audit", "a", 1, 5));

    assertThat(numbers(run(lines("audit", "a", 6, 7), "--sub", "audit=*"), "data"))
        .containsExactly(6L, 7L);
  }

  @Test
  void aRunWithoutInputReadsWhatIsKept() {
    run(lines("alerts", "system_alerts:critical", 1, 4) + lines("audit", "audit_trail:x", 5, 6));

    InProcess.Result soc = run("", "--view", "soc", "--from", "beginning");

    assertThat(soc.subscriptions())
        .containsOnly("soc/alerts=system_alerts:critical", "soc/audit=audit_trail:*")
        .hasSize(6);
    assertThat(soc.row("alerts")).startsWith("alerts", "0", "4");
  }

  @Test
  void lastIsTheLastMessageOfEachTopic() {
    run(lines("health", "a", 1, 3) + lines("health", "b", 4, 6) + lines("health", "c", 7, 7));

    assertThat(numbers(run("", "--sub", "health=*", "--from", "last"), "data"))
        .containsExactly(3L, 6L, 7L);
  }

  @Test
  void aNumberIsWhereToBegin() {
    run(lines("system", "a", 1, 10));

    assertThat(numbers(run("", "--sub", "system=*", "--from", "8"), "sequence"))
        .containsExactly(8L, 9L, 10L);
  }

  @Test
  void aTimeIsWhereToBegin() {
    InProcess.Result first = run(lines("lifecycle", "a", 1, 5));
    String received = (String) InProcess.object(first.lines().getFirst()).get("received");

    assertThat(numbers(run("", "--sub", "lifecycle=*", "--from", String.valueOf(received)), "data"))
        .containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(run("", "--sub", "lifecycle=*", "--from", "2999-01-01T00:00:00+01:00").out())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"beginning", "last", "live", "7", "2026-01-31T08:00:00Z"})
  void inMemoryTheRunIsAllThereIs(String from) {
    InProcess.Result result =
        InProcess.with()
            .input(lines("audit", "a", 1, 5))
            .gater("run", "--sub", "audit=*", "--from", from);

    assertThat(result.code()).isZero();
    assertThat(numbers(result, "data")).containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void withTheInstancesPoliciesHealthStaysInMemory() {
    run(lines("health", "a", 1, 5) + lines("events", "a", 1, 5), "--policies", "default");

    InProcess.Result second = run("", "--policies", "default", "--from", "beginning");

    assertThat(second.subscriptions()).hasSize(5).containsOnly("events=*");
  }

  @Test
  void nothingThatIsKeptExpiresByReadingIt() throws IOException {
    Path brief = folder.resolve("brief.yaml");
    Files.writeString(brief, "instances:\n  logging: { keep: { count: 2 } }\n");
    run(lines("logging", "a", 1, 5));

    assertThat(run("", "--sub", "logging=*", "--from", "beginning").lines()).hasSize(5);

    InProcess.Result brieflyKept =
        run("", "--sub", "logging=*", "--from", "1", "--policies", brief.toString());
    assertThat(numbers(brieflyKept, "data")).containsExactly(4L, 5L);
    assertThat(brieflyKept.err())
        .contains("gater run: logging=*: messages 1 to 3 are no longer kept");
    assertThat(brieflyKept.code()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | --from: '0' numbers no message; numbers begin with 1",
        "99999999999999999999 | numbers no message",
        "yesterday | --from: 'yesterday' is not one of live, beginning, last",
        "2026-01-31 | --from: '2026-01-31' is not one of",
        "-1 | --from: '-1' is not one of",
      })
  void aBeginningThatIsNoneIsNamed(String from, String expected) {
    InProcess.Result result = InProcess.with().gater("run", "-", "--from=" + from);

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains(expected).doesNotContain("\tat ");
  }

  private void assertRefused(String... reasons) {
    InProcess.Result result = run(lines("audit", "a", 1, 1));

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines()).hasSize(1);
    assertThat(result.err()).startsWith(data() + ": ").contains(reasons);
  }

  @Test
  void aDirectoryInUseIsRefused() {
    try (Gater _ = Gater.open(GaterConfig.defaults().data(data()))) {
      assertRefused("is open in process " + ProcessHandle.current().pid(), "stop that one");
    }
  }

  @Test
  void aDirectoryOfANewerGaterIsRefused() throws IOException {
    run("");
    Files.writeString(data().resolve("gater-data"), "gater data directory, format 99\n");

    assertRefused("was written by a newer Gater (format 99", "use that one");
  }

  @Test
  void aFileIsRefused() throws IOException {
    Files.writeString(data(), "a letter");

    assertRefused("is not a directory; name one that is");
    assertThat(data()).hasContent("a letter");
  }

  @Test
  void aDirectoryWithSomethingElseIsRefused() throws IOException {
    Files.createDirectories(data());
    Files.writeString(data().resolve("letter.txt"), "mine");

    assertRefused("is no data directory, and not empty (letter.txt)");
  }

  @Test
  void aDirectoryWithoutANameIsRefused() {
    InProcess.Result result = InProcess.with().gater("run", "-", "--data", "");

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("--data: the name is empty");
  }
}
