package dev.gater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gater.Gater;
import dev.gater.GaterConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code gater log} and {@code gater backup} on what runs have kept. */
class DataCommandsTest {
  private static final int MANY = 40_000;

  @TempDir private Path folder;

  private Path data() {
    return folder.resolve("history");
  }

  private Path copy() {
    return folder.resolve("copy");
  }

  private static InProcess.Result run(Path data, String input, String... more) {
    List<String> args = new ArrayList<>(List.of("run", "--data", data.toString()));
    args.addAll(List.of(more));
    return InProcess.with().input(input).gater(args.toArray(String[]::new));
  }

  private static String lines(String topic, int from, int through) {
    return IntStream.rangeClosed(from, through)
        .mapToObj(i -> InProcess.line("audit", topic, i))
        .collect(Collectors.joining());
  }

  private InProcess.Result log(String... more) {
    List<String> args = new ArrayList<>(List.of("log", "--data", data().toString()));
    args.addAll(List.of(more));
    return InProcess.with().gater(args.toArray(String[]::new));
  }

  private InProcess.Result backup() {
    return InProcess.with().gater("backup", data().toString(), copy().toString());
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> instance(InProcess.Result log, String name) {
    return ((List<Map<String, Object>>) InProcess.object(log.lines().getLast()).get("instances"))
        .stream().filter(each -> name.equals(each.get("instance"))).findFirst().orElseThrow();
  }

  @Test
  void theLogTellsSizesRangesAndTopics() {
    // More than a segment, so that some of it is in an index on disk and some is not.
    run(data(), lines("a", 1, MANY) + lines("b", 1, 10));

    InProcess.Result log = log("--json");

    assertThat(log.code()).isZero();
    assertThat(log.err()).isEmpty();
    Map<String, Object> audit = instance(log, "audit");
    assertThat(String.valueOf(audit.get("messages"))).isEqualTo("40010");
    assertThat(String.valueOf(audit.get("first"))).isEqualTo("1");
    assertThat(String.valueOf(audit.get("last"))).isEqualTo("40010");
    assertThat(String.valueOf(audit.get("epochs"))).isEqualTo("1");
    assertThat(String.valueOf(audit.get("topics"))).isEqualTo("2");
    assertThat(Long.parseLong(String.valueOf(audit.get("bytes")))).isGreaterThan(40_010L);
    assertThat(String.valueOf(audit.get("oldest"))).startsWith("2").endsWith("Z");
    assertThat(log.out())
        .contains(
            "\"largest_topics\":[{\"topic\":\"a\",\"messages\":40000},"
                + "{\"topic\":\"b\",\"messages\":10}]")
        .contains("\"files\":[{\"name\":\"critical\",\"bytes\":");
    Map<String, Object> events = instance(log, "events");
    assertThat(String.valueOf(events.get("messages"))).isEqualTo("0");
    assertThat(events).containsEntry("first", null).containsEntry("oldest", null);
  }

  @Test
  void theLogIsATableForAPerson() {
    run(data(), lines("audit_trail:x", 1, 12));

    InProcess.Result log = log();

    assertThat(log.lines().getFirst()).startsWith("instance").contains("messages", "epochs");
    assertThat(log.out()).contains("audit_trail:x (12)").contains("to compact");
    assertThat(log.code()).isZero();
  }

  @Test
  void lookingChangesNothing() {
    run(data(), lines("a", 1, 5));
    log();
    log();

    InProcess.Result later = run(data(), lines("a", 6, 6), "--sub", "audit=*", "--from", "1");

    assertThat(later.complaints()).isEmpty();
    assertThat(later.lines()).hasSize(6);
    assertThat(InProcess.object(later.lines().getLast()).get("sequence")).hasToString("6");
  }

  @Test
  void aBackupIsRestoredByOpeningIt() {
    run(data(), lines("a", 1, 500));

    InProcess.Result backup = backup();

    assertThat(backup.code()).as(backup.err()).isZero();
    run(data(), lines("a", 501, 510)); // goes on, and the copy does not
    InProcess.Result restored = run(copy(), "", "--sub", "audit=*", "--from", "beginning");
    assertThat(restored.lines()).hasSize(500);
    assertThat(restored.code()).isZero();
  }

  @Test
  void theCopyAndTheOriginalNeverGiveOnePositionToTwoMessages() {
    run(data(), lines("a", 1, 5));
    backup();

    InProcess.Result original = run(data(), lines("a", 6, 6));
    InProcess.Result restored = run(copy(), lines("a", 7, 7));

    Object there = InProcess.object(original.lines().getLast()).get("position");
    Object here = InProcess.object(restored.lines().getLast()).get("position");
    assertThat(String.valueOf(here).split("-", 2)[0])
        .isNotEqualTo(String.valueOf(there).split("-", 2)[0]);
    assertThat(InProcess.object(original.lines().getLast()).get("sequence")).hasToString("6");
  }

  @ParameterizedTest
  @ValueSource(strings = {"log", "backup"})
  void aDirectoryInUseIsRefusedAndWhoCanCopyItIsNamed(String command) {
    try (Gater _ = Gater.open(GaterConfig.defaults().data(data()))) {
      InProcess.Result result = command.equals("log") ? log() : backup();

      assertThat(result.code()).isEqualTo(2);
      assertThat(result.out()).isEmpty();
      assertThat(result.err().lines()).hasSize(1);
      assertThat(result.err())
          .startsWith(data() + ": is open in process " + ProcessHandle.current().pid())
          .contains("stop that one first", "Gater.backup");
      assertThat(copy()).doesNotExist();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"log", "backup"})
  void whatIsNoDataDirectoryIsRefusedAndLeftAsItIs(String command) throws IOException {
    InProcess.Result missing = command.equals("log") ? log() : backup();
    assertThat(missing.code()).isEqualTo(2);
    assertThat(missing.err()).startsWith(data() + ": is not there; ");
    assertThat(data()).doesNotExist();

    Files.createDirectories(data());
    InProcess.Result empty = command.equals("log") ? log() : backup();
    assertThat(empty.code()).isEqualTo(2);
    assertThat(empty.err()).startsWith(data() + ": is no data directory; ");
    assertThat(data()).isEmptyDirectory();
  }

  @Test
  void aBackupOverwritesNothing() throws IOException {
    run(data(), lines("a", 1, 5));
    Files.createDirectories(copy());
    Files.writeString(copy().resolve("letter.txt"), "mine");

    InProcess.Result result = backup();

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).startsWith(copy() + ": has something in it; name a directory");
    assertThat(copy()).isDirectoryNotContaining(file -> !file.endsWith("letter.txt"));
  }

  @Test
  void aBackupIntoItselfIsRefused() {
    run(data(), lines("a", 1, 5));

    InProcess.Result result =
        InProcess.with().gater("backup", data().toString(), data().resolve("copy").toString());

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("is within " + data());
  }

  @Test
  void helpSaysHowToRestore() {
    assertThat(InProcess.with().gater("backup", "--help").out()).contains("To restore", "Examples");
    assertThat(InProcess.with().gater("backup").code()).isEqualTo(2);
    assertThat(InProcess.with().gater("log").err()).contains("--data");
  }
}
