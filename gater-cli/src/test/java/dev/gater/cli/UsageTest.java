package dev.gater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong is named, and what was probably meant; nothing is printed on stdout. */
class UsageTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rnu | unknown command 'rnu'; did you mean 'run'?",
        "run --veiw soc | unknown option '--veiw'; did you mean '--view'?",
        "run - --view sco | --view: there is no view 'sco'; did you mean 'soc'?",
        "run - --view zzzzzzz | health-dashboard, soc, performance, incident-response",
        "run - --sub helth=* | --sub: no instance 'helth'; did you mean 'health'?",
        "run - --sub health | --sub: 'health' is not INSTANCE=PATTERN",
        "run - --sub =x | --sub: '=x' is not INSTANCE=PATTERN",
        "run - --sub health=a::b | --sub: invalid pattern \"a::b\" at position 2",
        "run - --sub health=a=b:c* | must be a whole segment",
        "run - --rate 0 | --rate: '0' is not a whole number from 1 to 10000000",
        "run - --rate fast | --rate: 'fast' is not a whole number",
        "run - --rate 10000001 | from 1 to 10000000",
        "run - --rate | rate",
        "run one two | unexpected argument 'two'",
        "run missing.jsonl | missing.jsonl: no such file",
        "run src | src: is a directory",
        "run - --policies missing.yaml | missing.yaml: ",
      })
  void wrongUsageIsNamed(String line, String expected) {
    InProcess.Result result = InProcess.with().gater(line.split(" "));

    assertThat(result.err()).contains(expected).doesNotContain("\tat ");
    assertThat(result.out()).isEmpty();
    assertThat(result.code()).isEqualTo(2);
  }

  @Test
  void aPatternMayHaveAnEqualsSign() {
    InProcess.Result result =
        InProcess.with()
            .input(InProcess.line("health", "a=b", 1))
            .gater("run", "--sub", "health=a=b");

    assertThat(result.subscriptions()).containsExactly("health=a=b");
  }

  @Test
  void nobodyIsLeftBeforeASilentTerminal() {
    InProcess.Result unnamed = InProcess.with().inputIsTerminal().gater("run");
    assertThat(unnamed.code()).isEqualTo(2);
    assertThat(unnamed.err()).contains("nothing to read");

    InProcess.Result named = InProcess.with().inputIsTerminal().gater("run", "-");
    assertThat(named.code()).isZero();
  }

  @Test
  void aConfigurationErrorNamesItsLine(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("gater.yaml");
    Files.writeString(file, "instances:\n  health: { rng: 5 }\n");

    InProcess.Result result = InProcess.with().gater("run", "-", "--policies", file.toString());

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains(file + ":2: ").contains("'ring'");
  }

  @Test
  void helpGoesToStdout() {
    InProcess.Result all = InProcess.with().gater("--help");
    assertThat(all.code()).isZero();
    assertThat(all.out()).contains("run", "completion", "Exit codes").doesNotContain("\u001b");

    InProcess.Result run = InProcess.with().gater("run", "--help");
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("Examples:", "Exit codes:", "--policies", "tail -f");
    for (View view : View.values()) {
      assertThat(run.out()).contains("  " + view.label());
      view.subscriptions().forEach(subscription -> assertThat(run.out()).contains(subscription));
    }
    assertThat(run.err()).isEmpty();
  }

  @Test
  void aCommandIsNeeded() {
    InProcess.Result result = InProcess.with().gater();

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("a command is missing", "run");
  }

  @Test
  void theVersionIsOneLine() {
    InProcess.Result result = InProcess.with().gater("--version");

    assertThat(result.code()).isZero();
    assertThat(result.lines()).hasSize(1);
    assertThat(result.out()).startsWith("gater ");
  }

  @Test
  void completionKnowsTheOptions() {
    InProcess.Result result = InProcess.with().gater("completion");

    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("--view", "--policies", "complete -F");
  }
}
