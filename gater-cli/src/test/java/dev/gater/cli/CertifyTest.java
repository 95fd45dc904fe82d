package dev.gater.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gater.InstanceName;
import dev.gater.cli.certify.Certificate;
import dev.gater.cli.certify.Comparison;
import dev.gater.cli.certify.FloodResult;
import dev.gater.cli.certify.Measured;
import dev.gater.cli.certify.Reading;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code gater certify}: its two forms, its exit codes, its endings. */
class CertifyTest {
  private static final String[] QUICK = {"certify", "--seconds", "0.2", "--publishers", "2"};

  private static String[] quick(String... more) {
    List<String> all = new ArrayList<>(List.of(QUICK));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private static Certificate certificate(Reading during, boolean interrupted) {
    Comparison alerts = new Comparison(Measured.healthy(), during);
    FloodResult flood = FloodResult.judged(Measured.flood(), List.of(alerts), Duration.ZERO);
    return new Certificate(
        "gater", 10, 2, 4, Duration.ofSeconds(2), 10, interrupted, List.of(flood));
  }

  private static List<String> certifyThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("gater-certify"))
        .toList();
  }

  @Test
  void theTextShowsTheOthersAndEachPromise() {
    InProcess.Result result = InProcess.with().gater(quick("--instance", "metrics"));

    assertThat(result.code()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).doesNotContain("\u001b");
    assertThat(result.lines())
        .allMatch(line -> line.length() <= 100)
        .contains("1 of 1  metrics flooded")
        .anyMatch(line -> line.matches("  others +before/s .*"))
        .anyMatch(line -> line.matches("held +nothing lost +9 of 9"))
        .anyMatch(line -> line.matches("held +publishers let go +1 of 1"));
    for (String name : InstanceName.DEDICATED) {
      long rows =
          result.lines().stream()
              .filter(line -> line.matches("  " + name + " .* 40/40  held"))
              .count();
      assertThat(rows).as(name).isEqualTo(name.equals("metrics") ? 0 : 1);
    }
    assertThat(result.lines().getLast())
        .isEqualTo("isolation holds: 1 instance flooded, 48 promises checked");
    assertThat(certifyThreads()).isEmpty();
  }

  @Test
  @SuppressWarnings("unchecked")
  void theJsonObjectHasACustomInstanceToo(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("gater.yaml");
    Files.writeString(
        file,
        """
        node: shop
        self-reports: true
        instances:
          billing: { like: events, routing: compete, ring: 64, queue: 1, slow-subscriber: conflate }
          narrow: { ring: 1, when-full: refuse, slow-subscriber: disconnect, queue: 1 }
        """);

    InProcess.Result result =
        InProcess.with()
            .gater(
                quick(
                    "--json",
                    "--config",
                    file.toString(),
                    "--instance",
                    "billing",
                    "--instance",
                    "narrow",
                    "--instance",
                    "billing"));

    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    assertThat(result.lines()).hasSize(1);
    Map<String, Object> all = InProcess.object(result.out().strip());
    assertThat(all)
        .containsEntry("verdict", "holds")
        .containsEntry("interrupted", false)
        .containsEntry("node", "shop")
        .containsEntry("instances", 12)
        .containsEntry("publishers", 2)
        .containsEntry("floods_planned", 2)
        .containsEntry("promises_checked", 2 * (11 * 5 + 3))
        .containsEntry("promises_broken", 0);
    var floods = (List<Map<String, Object>>) all.get("floods");
    assertThat(floods)
        .extracting(flood -> flood.get("instance"))
        .containsExactly("billing", "narrow");
    assertThat(floods.getFirst())
        .containsEntry("stuck", true)
        .containsEntry("held_publishers", 0)
        .containsEntry("broken", List.of())
        .containsEntry(
            "promises",
            Map.of("books_balance", true, "quick_not_held_up", true, "publishers_let_go", true));
    var others = (List<Map<String, Object>>) floods.getFirst().get("others");
    assertThat(others).extracting(other -> other.get("instance")).hasSize(11).contains("narrow");
    assertThat(others)
        .allSatisfy(other -> {
          assertThat((Map<String, Object>) other.get("promises"))
              .hasSize(5)
              .doesNotContainValue(false);
          assertThat((Map<String, Object>) other.get("during"))
              .containsEntry("due", 40)
              .containsEntry("accepted", 40)
              .containsEntry("delivered", 40)
              .containsEntry("refused", 0)
              .containsEntry("unordered", 0)
              .containsEntry("overlapping", 0)
              .containsEntry("dropped_by", Map.of())
              .containsKeys(
                  "p50_ms", "p99_ms", "max_ms", "longest_wait_ms", "delivered_per_second");
        });
  }

  @Test
  void aBrokenPromiseIsReportedAndIsAFailure() {
    Certificate broken = certificate(Measured.losing(), false);

    assertThat(Certify.exitCode(broken)).isEqualTo(1);
    assertThat(new CertificateText(false).lastFlood(broken).lines())
        .anyMatch(line -> line.matches("  alerts .* 100/97  BROKEN"))
        .contains("BROKEN  nothing lost: alerts: 3 of 100 not delivered, dropped: 3 oldest");
    assertThat(new CertificateText(true).lastFlood(broken)).contains("\u001b[33mBROKEN  nothing");
    assertThat(new CertificateText(false).verdict(broken).lines())
        .contains("BROKEN  nothing lost        0 of 1", "held    order kept          1 of 1")
        .last()
        .isEqualTo("isolation BROKEN: 1 (nothing lost) of 8 promises checked");
    assertThat(InProcess.object(CertificateJson.of(broken)))
        .containsEntry("verdict", "broken")
        .containsEntry("promises_broken", 1);
    assertThat(CertificateJson.of(broken))
        .contains(
            "\"nothing_lost\":false",
            "\"broken\":[{\"promise\":\"nothing_lost\",\"instance\":\"alerts\",");
  }

  @Test
  void aCertificateThatHoldsIsNoFailureUnlessInterrupted() {
    assertThat(Certify.exitCode(certificate(Measured.healthy(), false))).isZero();
    Certificate interrupted = certificate(Measured.healthy(), true);
    assertThat(Certify.exitCode(interrupted)).isEqualTo(130);
    assertThat(new CertificateText(false).verdict(interrupted).strip())
        .endsWith(
            "interrupted after 1 of 10 floods: isolation holds so far: 1 instance flooded,"
                + " 8 promises checked");
    assertThat(CertificateJson.of(interrupted)).contains("\"verdict\":\"interrupted\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--seconds 0 | --seconds: '0' is not a number from 0.1 to 3600",
        "--seconds NaN | --seconds: 'NaN' is not a number",
        "--seconds soon | --seconds: 'soon' is not a number",
        "--publishers 0 | --publishers: '0' is not a whole number from 1 to 1000",
        "--publishers 1.5 | --publishers: '1.5' is not a whole number",
        "--instance helth | --instance: no instance 'helth'; did you mean 'health'?",
        "--config missing.yaml | missing.yaml: ",
        "--jsn | unknown option '--jsn'; did you mean '--json'?",
        "metrics | unexpected argument 'metrics'",
      })
  void wrongUsageIsNamed(String line, String expected) {
    InProcess.Result result = InProcess.with().gater(("certify " + line).split(" "));

    assertThat(result.err()).contains(expected).doesNotContain("\tat ");
    assertThat(result.out()).isEmpty();
    assertThat(result.code()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "max-subscriptions: 3, 'health: a flood needs 4 subscriptions, and max-subscriptions allows 3'",
    "max-message: 1B, 'health: its policy refuses the probes, which are a number each: too large'",
    "rng: 5, 'gater.yaml:2: '",
  })
  void aConfigurationThatCannotBeCertifiedIsNamed(
      String setting, String expected, @TempDir Path folder) throws IOException {
    Path file = folder.resolve("gater.yaml");
    Files.writeString(file, "instances:\n  health: { " + setting + " }\n");

    InProcess.Result result = InProcess.with().gater(quick("--config", file.toString()));

    assertThat(result.err()).contains(expected).doesNotContain("\tat ");
    assertThat(result.out()).isEmpty();
    assertThat(result.code()).isEqualTo(2);
  }

  @Test
  void anInterruptEndsItSoonAndSaysHowFarItCame() throws Exception {
    AtomicReference<Runnable> stop = new AtomicReference<>();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    CompletableFuture<InProcess.Result> run =
        CompletableFuture.supplyAsync(
            () ->
                InProcess.with()
                    .errors(err)
                    .errorsAreTerminal()
                    .interrupts(action -> {
                      stop.set(action);
                      return () -> {};
                    })
                    .gater("certify", "--seconds", "3600", "--instance", "ex_esdb_audit"),
            Thread.ofPlatform().daemon()::start);
    await().until(() -> err.toString(UTF_8).contains("audit: before"));
    stop.get().run();

    InProcess.Result result = run.get(20, TimeUnit.SECONDS);
    assertThat(result.code()).isEqualTo(130);
    assertThat(result.lines().getLast())
        .isEqualTo("interrupted after 0 of 1 floods: nothing was checked");
    assertThat(certifyThreads()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"Broken pipe, 0, ''", "No space left on device, 1, can't write to stdout: No space"})
  void anOutputThatIsRefusedEndsIt(String why, int code, String expected) {
    OutputStream refusing =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(why);
          }
        };

    InProcess.Result result = InProcess.with().output(refusing).gater(quick());

    assertThat(result.code()).isEqualTo(code);
    assertThat(result.err()).contains(expected);
  }
}
