package dev.gater.log.kill;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** One child process, from its beginning to its end. What it says is kept. */
final class Life implements AutoCloseable {
  private static final long AT_MOST_SECONDS = 120;
  private static final Executor LATER =
      CompletableFuture.delayedExecutor(AT_MOST_SECONDS, TimeUnit.SECONDS);

  private final Process process;
  private final BufferedReader out;
  private final Path errors;
  private final List<Line> said = new ArrayList<>();
  private final CompletableFuture<Void> patience;

  /**
   * Starts it.
   *
   * @param directory where its node and what it says on standard error are
   * @param arguments of {@link Child}, after the directory
   */
  Life(Path directory, List<String> arguments) throws IOException {
    errors = directory.resolve("errors");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                services(directory) + ":" + System.getProperty("java.class.path"),
                Child.class.getName(),
                directory.resolve("data").toString()));
    command.addAll(arguments);
    process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    out = process.inputReader(StandardCharsets.UTF_8);
    patience = CompletableFuture.runAsync(() -> process.toHandle().destroyForcibly(), LATER);
  }

  /** A class path entry by which the store with small settings is the one that is found. */
  private static Path services(Path directory) throws IOException {
    Path services = directory.resolve("services");
    Path file = services.resolve("META-INF/services/dev.gater.spi.LogStore$Provider");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "dev.gater.log.SmallProvider");
    return services;
  }

  /**
   * Listens until that many such lines were said.
   *
   * @return false if it ended before
   */
  boolean listen(Predicate<Line> such, long count) throws IOException {
    long left = count;
    while (left > 0) {
      String line = out.readLine();
      if (line == null) {
        return false;
      }
      Line last = Line.parse(line);
      said.add(last);
      left -= such.test(last) ? 1 : 0;
    }
    return true;
  }

  /** Kills it, some time from now, and listens to what it had said by then. */
  void kill(long nanos) throws IOException {
    try {
      boolean _ = process.waitFor(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
    }
    boolean _ = process.toHandle().destroyForcibly(); // the process itself would close its streams
    boolean _ = listen(_ -> false, 1);
  }

  /** Has it end in good order, and listens to the end; says whether it did. */
  boolean finish() throws IOException {
    try (OutputStream in = process.getOutputStream()) {
      in.write('\n');
      in.flush();
      boolean _ = listen(_ -> false, 1);
    }
    return process.onExit().join().exitValue() == 0 && said.getLast().word() == Word.CLOSED;
  }

  List<Line> said() {
    return said;
  }

  /** What it said on standard error. */
  String errors() throws IOException {
    return Files.readString(errors);
  }

  @Override
  public void close() {
    patience.cancel(false);
    process.destroyForcibly().onExit().join();
  }
}
