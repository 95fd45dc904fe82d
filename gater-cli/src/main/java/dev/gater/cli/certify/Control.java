package dev.gater.cli.certify;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The control of the experiment: what a probe does, without Gater. A number goes from thread to
 * thread, as often as a probe's message and through as many threads: a publisher's, an instance's,
 * a handler's. What it takes longer than nothing, the machine or the JVM kept it waiting: other
 * processes, a collection, too few cores. No instance can be blamed for that much.
 */
final class Control implements AutoCloseable {
  /** Fewer than there are probes: it is to measure the load, not to be the load. */
  private static final int LINES = 3;

  private final List<Line> lines = Stream.generate(Line::new).limit(LINES).toList();

  Control() {
    lines.forEach(Line::start);
  }

  /** Ends it; answers with the longest that a number was under way, if it arrived or not. */
  Duration end() {
    close();
    return Duration.ofNanos(lines.stream().mapToLong(Line::longestNanos).max().orElse(0));
  }

  @Override
  public void close() {
    lines.forEach(Line::stop);
  }

  /** One way through three threads. */
  private static final class Line {
    private static final long PERIOD_NANOS =
        TimeUnit.SECONDS.toNanos(1) / Certificate.PROBES_PER_SECOND;
    private static final int MOST_UNDER_WAY = 64;
    private static final String NAME = "gater-certify-control";

    private final BlockingQueue<Long> first = new ArrayBlockingQueue<>(MOST_UNDER_WAY);
    private final BlockingQueue<Long> second = new ArrayBlockingQueue<>(MOST_UNDER_WAY);
    private volatile boolean stopped;
    private volatile long longestNanos;
    private volatile long arrivedNanos;
    private volatile List<Thread> threads = List.of();

    void start() {
      arrivedNanos = System.nanoTime();
      threads =
          List.of(
              Threads.start(NAME, () -> untilInterrupted(this::send)),
              Threads.start(NAME, () -> untilInterrupted(() -> second.put(first.take()))),
              Threads.start(NAME, () -> untilInterrupted(() -> arrive(second.take()))));
    }

    private interface Step {
      void go() throws InterruptedException;
    }

    private void untilInterrupted(Step step) {
      try {
        while (!stopped) {
          step.go();
        }
      } catch (InterruptedException ended) {
        Thread.currentThread().interrupt();
      }
    }

    private void send() throws InterruptedException {
      long due = System.nanoTime() + PERIOD_NANOS;
      while (due - System.nanoTime() > 0 && !stopped) {
        LockSupport.parkNanos(this, due - System.nanoTime());
      }
      first.put(due);
    }

    private void arrive(long due) {
      arrivedNanos = System.nanoTime();
      longestNanos = Math.max(longestNanos, arrivedNanos - due);
    }

    /** What is still under way has been so since the one before arrived, or is late by that. */
    void stop() {
      if (!stopped) {
        long silence = System.nanoTime() - arrivedNanos - PERIOD_NANOS;
        stopped = true;
        threads.forEach(Thread::interrupt);
        threads.forEach(thread -> Threads.join(thread, TimeUnit.SECONDS.toNanos(1)));
        longestNanos = Math.max(longestNanos, silence);
      }
    }

    long longestNanos() {
      return longestNanos;
    }
  }
}
