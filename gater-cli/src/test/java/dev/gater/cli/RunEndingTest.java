package dev.gater.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a run ends when it does not simply come to the end of its input. */
@Timeout(120)
class RunEndingTest {
  private static final int MANY = 20_000;

  private static String lines(String instance, int count) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      lines.append(InProcess.line(instance, "a:b", i));
    }
    return lines.toString();
  }

  private static OutputStream refusing(String why) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(why);
      }
    };
  }

  @Test
  void aReaderThatHasSeenEnoughIsNoFailure() {
    InProcess.Result result =
        InProcess.with()
            .input(lines("events", MANY))
            .output(refusing("Broken pipe"))
            .gater("run", "--json");

    assertThat(result.code()).isZero();
    assertThat(result.err()).isEmpty();
  }

  @Test
  void aFullDiskIsOne() {
    InProcess.Result result =
        InProcess.with()
            .input(lines("events", MANY))
            .output(refusing("No space left on device"))
            .gater("run");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.complaints())
        .containsExactly("gater run: can't write to stdout: No space left on device");
  }

  @Test
  void anInterruptWhileTheInputBlocksDrainsAndShowsTheTable() throws Exception {
    AtomicReference<Runnable> stop = new AtomicReference<>();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PipedInputStream in = new PipedInputStream();
    try (PipedOutputStream feed = new PipedOutputStream(in)) {
      CompletableFuture<InProcess.Result> run =
          CompletableFuture.supplyAsync(
              () ->
                  InProcess.with()
                      .input(in)
                      .output(out)
                      .interrupts(action -> {
                        stop.set(action);
                        return () -> {};
                      })
                      .gater("run"),
              Thread.ofPlatform().daemon()::start);
      feed.write(lines("events", 3).getBytes(UTF_8));
      feed.flush();
      // Live: nothing follows, and still the lines come.
      await().until(() -> out.toString(UTF_8).lines().count() == 3);
      Runnable interrupt = stop.get();
      assertThat(interrupt).isNotNull();
      interrupt.run();

      InProcess.Result result = run.get(10, TimeUnit.SECONDS);
      assertThat(result.code()).isEqualTo(130);
      assertThat(result.row("events")).startsWith("events", "3", "3", "0", "0");
      assertThat(result.err()).contains("interrupted after 3 lines");
    }
  }

  /** Blocks the first write until the input has been read to its end. */
  private static final class SlowReader {
    private final CountDownLatch atEnd = new CountDownLatch(1);
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    InputStream watch(String input) {
      return new FilterInputStream(new ByteArrayInputStream(input.getBytes(UTF_8))) {
        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
          int read = super.read(bytes, offset, length);
          if (read < 0) {
            atEnd.countDown();
          }
          return read;
        }
      };
    }

    OutputStream output() {
      return new OutputStream() {
        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
          try {
            if (!atEnd.await(30, TimeUnit.SECONDS)) {
              throw new IOException("the input never ended");
            }
          } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
          }
          written.write(bytes, offset, length);
        }

        @Override
        public void write(int b) throws IOException {
          write(new byte[] {(byte) b}, 0, 1);
        }
      };
    }
  }

  @Test
  void withTheInstancesOwnPoliciesWhatWasDroppedShows() {
    SlowReader reader = new SlowReader();
    InProcess.Result result =
        InProcess.with()
            .input(reader.watch(lines("metrics", MANY)))
            .output(reader.output())
            .gater("run", "--policies", "default", "--json");

    Map<String, Object> summary = result.summary();
    long published = number(summary, "published");
    long dropped = number(summary, "dropped");
    assertThat(published + number(summary, "rejected")).isEqualTo(MANY);
    assertThat(dropped).isPositive();
    assertThat(number(summary, "delivered") + dropped).isEqualTo(published);
    assertThat(reader.written.toString(UTF_8).lines()).hasSize((int) number(summary, "delivered"));
    assertThat(result.err()).contains("\"dropped_by\":{\"oldest\":" + dropped + "}");
  }

  @Test
  void aFileOfPoliciesHoldsAndItsOwnInstancesCanBeUsed(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("gater.yaml");
    Files.writeString(
        file,
        """
        instances:
          metrics: { slow-subscriber: drop-newest, ring: 65536, queue: 10 }
          billing: { like: events }
        """);
    SlowReader reader = new SlowReader();
    InProcess.Result result =
        InProcess.with()
            .input(reader.watch(lines("metrics", MANY) + InProcess.line("billing", "a", 1)))
            .output(reader.output())
            .gater("run", "--policies", file.toString());

    assertThat(result.row("metrics")).last().asString().matches("dropped: [\\d,]+ newest");
    assertThat(result.row("billing")).startsWith("billing", "1", "1", "0", "0");
    assertThat(reader.written.toString(UTF_8)).contains("{\"subscription\":\"billing=*\"");
    assertThat(result.code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"metrics", "health", "logging", "diagnostics", "events"})
  void withoutPoliciesNothingIsDroppedHoweverSlowTheReader(String instance) {
    ByteArrayOutputStream slow =
        new ByteArrayOutputStream() {
          @Override
          public synchronized void write(byte[] bytes, int offset, int length) {
            long until = System.nanoTime() + 2_000_000;
            while (System.nanoTime() - until < 0) {
              Thread.onSpinWait();
            }
            super.write(bytes, offset, length);
          }
        };

    InProcess.Result result =
        InProcess.with().input(lines(instance, MANY)).output(slow).gater("run");

    assertThat(result.code()).isZero();
    assertThat(result.lines()).hasSize(MANY);
    for (int i = 0; i < MANY; i += 997) {
      assertThat(result.lines().get(i)).contains("\"data\":" + i + ",");
    }
    assertThat(result.row(instance)).contains("20,000", "20,000", "0", "0");
  }

  @Test
  void aFaultIsOneLineAndATraceOnlyForWhoAsks() {
    OutputStream faulty =
        new OutputStream() {
          @Override
          public void write(int b) {
            throw new IllegalStateException("a fault\nof the test");
          }
        };
    InputStream broken =
        new InputStream() {
          @Override
          public int read() {
            throw new IllegalStateException("a fault\nof the test");
          }
        };
    InProcess.Result quiet = InProcess.with().input(broken).gater("run");
    assertThat(quiet.code()).isEqualTo(1);
    assertThat(quiet.err())
        .contains("gater: IllegalStateException: a fault\\u000aof the test\n")
        .doesNotContain("\tat ");

    InProcess.Result loud =
        InProcess.with().input(broken).environment("GATER_DEBUG", "1").gater("run");
    assertThat(loud.err()).contains("\tat ");

    InProcess.Result output =
        InProcess.with().input(lines("events", 1)).output(faulty).gater("run");
    assertThat(output.code()).isEqualTo(1);
    assertThat(output.err()).doesNotContain("\tat ");
  }

  static long number(Map<String, Object> summary, String field) {
    return ((Number) summary.get(field)).longValue();
  }
}
