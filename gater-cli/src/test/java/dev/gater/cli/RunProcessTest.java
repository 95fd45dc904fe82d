package dev.gater.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What only a process of its own can show: pipes, signals, the memory it gets by with. */
@Timeout(120)
class RunProcessTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void endThem() {
    processes.forEach(Process::destroyForcibly);
  }

  private Process gater(List<String> jvm, String... args) throws IOException {
    List<String> command = new ArrayList<>(withInterrupts());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(args));
    Process process = new ProcessBuilder(command).start();
    processes.add(process);
    return process;
  }

  /**
   * A process started in the background of a shell ignores SIGINT, and so do all below it, this JVM
   * and its children too. {@code env} can undo that.
   */
  private static List<String> withInterrupts() throws IOException {
    Path status = Path.of("/proc/self/status");
    boolean ignored =
        Files.exists(status)
            && Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.split("\\s+")[1], 16) & 2) != 0);
    return ignored ? List.of("env", "--default-signal=INT") : List.of();
  }

  private static CompletableFuture<String> readAll(InputStream stream) {
    return aside(() -> {
      try {
        return new String(stream.readAllBytes(), UTF_8);
      } catch (IOException closed) {
        return "";
      }
    });
  }

  /** On a thread of its own: all of them block, and the common pool may have but one. */
  private static <T> CompletableFuture<T> aside(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, Thread.ofPlatform().daemon()::start);
  }

  private static void signal(Process process, String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  private static int exit(Process process) throws InterruptedException {
    assertThat(process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  /** Writes as long as somebody reads; counts what was taken. */
  private static CompletableFuture<Long> writeTo(
      Process process, byte[] line, long times, AtomicLong taken) {
    return aside(() -> {
      try (OutputStream in = process.getOutputStream()) {
        for (long i = 0; i < times; i++) {
          in.write(line);
          taken.addAndGet(line.length);
        }
      } catch (IOException gone) {
        // What was taken tells.
      }
      return taken.get();
    });
  }

  private static byte[] line(int bytes) {
    String head = "{\"instance\":\"metrics\",\"topic\":\"a:b\",\"type\":\"t\",\"data\":\"";
    return (head + "x".repeat(bytes - head.length() - 3) + "\"}\n").getBytes(UTF_8);
  }

  @Test
  void aReaderThatGoesAwayEndsItQuietly() throws Exception {
    Process process = gater(List.of(), "run", "-");
    CompletableFuture<String> err = readAll(process.getErrorStream());
    CompletableFuture<Long> writing = writeTo(process, line(300), Long.MAX_VALUE, new AtomicLong());
    try (BufferedReader out = reader(process)) {
      assertThat(out.readLine()).startsWith("{\"subscription\":\"metrics=*\"");
    }

    assertThat(exit(process)).isZero();
    assertThat(err.get()).isEmpty();
    writing.get(LONG.toSeconds(), TimeUnit.SECONDS);
  }

  private static BufferedReader reader(Process process) {
    return new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
  }

  @Test
  void ctrlCShowsTheTableAlsoWhileTheInputBlocks() throws Exception {
    Process process = gater(List.of(), "run");
    CompletableFuture<String> err = readAll(process.getErrorStream());
    process.getOutputStream().write(line(200));
    process.getOutputStream().flush();
    assertThat(reader(process).readLine()).contains("\"sequence\":1,");

    signal(process, "INT");

    assertThat(exit(process)).isEqualTo(130);
    assertThat(err.get()).contains("metrics", "interrupted after 1 line").doesNotContain("\tat ");
  }

  @Test
  void sigtermDoesTheSame() throws Exception {
    Process process = gater(List.of(), "run");
    CompletableFuture<String> err = readAll(process.getErrorStream());
    process.getOutputStream().write(line(200));
    process.getOutputStream().flush();
    assertThat(reader(process).readLine()).contains("\"sequence\":1,");

    signal(process, "TERM");

    assertThat(exit(process)).isEqualTo(143);
    assertThat(err.get()).contains("interrupted after 1 line");
  }

  @Test
  void ctrlCEndsItAlsoWhileNobodyReadsStdout() throws Exception {
    Process process = gater(List.of(), "run");
    CompletableFuture<String> err = readAll(process.getErrorStream());
    AtomicLong taken = new AtomicLong();
    writeTo(process, line(300), Long.MAX_VALUE, taken);
    awaitStandstill(taken);

    signal(process, "INT");

    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(130);
    assertThat(err.get()).contains("interrupted after").contains("abandoned");
  }

  private static void awaitStandstill(AtomicLong taken) {
    await().atMost(LONG).until(() -> taken.get() > 0);
    long[] before = {-1};
    await()
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(700))
        .until(() -> before[0] == (before[0] = taken.get()));
  }

  @Test
  void aSlowReaderSlowsTheInputDownAndLittleMemoryWillDo() throws Exception {
    int length = 3_000;
    long lines = 100_000;
    Process process = gater(List.of("-Xmx64m"), "run", "-");
    CompletableFuture<String> err = readAll(process.getErrorStream());
    AtomicLong taken = new AtomicLong();
    CompletableFuture<Long> writing = writeTo(process, line(length), lines, taken);

    // Nobody reads: it takes a few megabytes of the 300 and stops.
    awaitStandstill(taken);
    assertThat(taken.get()).isLessThan(16L << 20);

    long read = 0;
    try (BufferedReader out = reader(process)) {
      while (out.readLine() != null) {
        read++;
      }
    }
    assertThat(exit(process)).as(err.get()).isZero();
    assertThat(read).isEqualTo(lines);
    assertThat(writing.get()).isEqualTo(lines * length);
  }

  @Test
  void theJvmHasNothingToSayOfItsOwn() throws Exception {
    Process process = gater(List.of(), "run", InProcess.EXAMPLES.resolve("seed.jsonl").toString());
    CompletableFuture<String> err = readAll(process.getErrorStream());
    CompletableFuture<String> out = readAll(process.getInputStream());

    assertThat(exit(process)).isZero();
    assertThat(out.get().lines()).hasSize(41);
    assertThat(err.get()).startsWith("instance ");
  }

  @Test
  void refusalsAreToldOnceAndNotByALogger() throws Exception {
    Process process = gater(List.of(), "run");
    CompletableFuture<String> err = readAll(process.getErrorStream());
    try (OutputStream in = process.getOutputStream()) {
      in.write(InProcess.line("health", "a::b", 1).getBytes(UTF_8));
    }

    assertThat(exit(process)).isEqualTo(1);
    assertThat(err.get().lines().filter(line -> line.contains("a::b"))).hasSize(1);
  }
}
