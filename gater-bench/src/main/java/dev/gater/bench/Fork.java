package dev.gater.bench;

import dev.gater.bench.peer.Contender;
import dev.gater.bench.workload.Figures;
import dev.gater.bench.workload.Scenario;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A JVM that runs a {@link Cell}, as who started it sees it. */
final class Fork implements AutoCloseable {
  private static final Duration MOST = Duration.ofMinutes(2);
  private static final String ENDED = "";

  /** A fixed heap and the collector that a server gets by default, written down. */
  private static final List<String> OPTIONS =
      List.of(
          "-Xms512m",
          "-Xmx1536m",
          "-XX:+UseG1GC",
          // What several peers are built on; without the flag they would run on their fallbacks.
          "--sun-misc-unsafe-memory-access=allow");

  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final Process process;
  private final Writer orders;
  private final Thread reader;

  private Fork(Process process) {
    this.process = process;
    orders = process.outputWriter(StandardCharsets.US_ASCII);
    reader = Thread.ofPlatform().daemon().name("answers").start(this::read);
  }

  /**
   * Starts it; it has come up when {@link #awaitReady} returns.
   *
   * @param logs where what it says beside its answers goes
   */
  static Fork start(Contender contender, Scenario scenario, Path logs) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    if (contender != Contender.GATER_PORTABLE) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Cell.class.getName()));
    command.addAll(List.of(contender.id(), scenario.id()));
    try {
      Files.createDirectories(logs);
      Path log = logs.resolve(scenario.id() + "-" + contender.id() + ".log");
      return new Fork(new ProcessBuilder(command).redirectError(log.toFile()).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith(Cell.MARK)) {
          answers.add(line.substring(Cell.MARK.length()));
        }
      }
    } catch (IOException e) {
      // As good as the end.
    }
    answers.add(ENDED);
  }

  void awaitReady() throws FailedException {
    next();
  }

  /** Runs one round. */
  Figures round(Duration window) throws FailedException {
    try {
      orders.write(Cell.ROUND + window.toNanos() + "\n");
      orders.flush();
    } catch (IOException e) {
      throw new FailedException("its JVM is gone");
    }
    String answer = next();
    if (answer.startsWith(Cell.FIGURES)) {
      return Figures.parse(answer.substring(Cell.FIGURES.length()));
    }
    throw new FailedException(answer.substring(Cell.FAILED.length()));
  }

  private String next() throws FailedException {
    try {
      @Nullable String answer = answers.poll(MOST.toSeconds(), TimeUnit.SECONDS);
      if (answer == null) {
        throw new FailedException("no answer in " + MOST.toSeconds() + " s");
      }
      if (answer.equals(ENDED)) {
        throw new FailedException("its JVM ended by itself");
      }
      return answer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailedException("interrupted");
    }
  }

  /** Ends the JVM, by the end of its input first. */
  @Override
  public void close() {
    try {
      orders.close();
    } catch (IOException e) {
      // It is gone.
    }
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      reader.join(5_000);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** A contender did not do what it had to; the message is for the table. */
  static final class FailedException extends Exception {
    FailedException(String message) {
      super(message);
    }
  }
}
