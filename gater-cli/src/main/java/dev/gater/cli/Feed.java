package dev.gater.cli;

import dev.gater.Gater;
import dev.gater.wire.InvalidPublicationException;
import dev.gater.wire.PublicationReader;
import java.io.IOException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the lines of an input and reports those that can't be published as {@code FILE:LINE:
 * reason}, in their order. One thread runs it; the counts are for any.
 */
final class Feed {
  /** Why a line does not even reach an instance. */
  enum Flaw {
    /** It is no publication: not JSON, or a field is missing or wrong. */
    MALFORMED,
    UNKNOWN_INSTANCE,
    /** It is longer than {@link InputLines#LONGEST}. */
    TOO_LONG
  }

  private final String name;
  private final InputLines lines;
  private final Gater gater;
  private final List<Printer> printers;
  private final Notices notices;
  private final @Nullable Pace pace;
  private final @Nullable Headroom headroom;
  private final PublicationReader reader = new PublicationReader();
  private final Map<String, Target> targets = new LinkedHashMap<>();
  private final Map<Flaw, Long> flaws = new EnumMap<>(Flaw.class);
  private volatile boolean stopping;
  private volatile long read;
  private volatile long refused;

  /**
   * Feeds the node.
   *
   * @param name of the input, for the reports
   * @param pace null for as fast as possible
   * @param bounded whether what waits to be printed is bounded in bytes; nothing may be dropped
   *     then
   */
  Feed(
      String name,
      InputLines lines,
      Gater gater,
      List<Printer> printers,
      Notices notices,
      @Nullable Pace pace,
      boolean bounded) {
    this.name = name;
    this.lines = lines;
    this.gater = gater;
    this.printers = printers;
    this.notices = notices;
    this.pace = pace;
    this.headroom = bounded ? new Headroom(printers, () -> stopping) : null;
  }

  /** Publishes until the input ends, or {@link #stop} is called and this thread notices. */
  void run() throws IOException {
    for (InputLines.Next next = lines.next();
        next != InputLines.Next.END && !stopping;
        next = lines.next()) {
      count();
      if (next == InputLines.Next.TOO_LONG) {
        reject(Flaw.TOO_LONG, "the line is longer than 16 MiB");
      } else {
        publish();
      }
    }
  }

  private void publish() {
    try {
      var line = reader.read(lines.bytes(), lines.offset(), lines.length());
      Target target = target(line.instance());
      if (pace != null) {
        pace.await();
      }
      String reason = target.publish(line, lines.length(), headroom, () -> stopping);
      if (!reason.isEmpty()) {
        complain(reason);
      }
    } catch (InvalidPublicationException invalid) {
      reject(Flaw.MALFORMED, String.valueOf(invalid.getMessage()));
    } catch (IllegalArgumentException unknown) {
      reject(Flaw.UNKNOWN_INSTANCE, String.valueOf(unknown.getMessage()));
    }
  }

  private Target target(String instance) {
    Target target = targets.get(instance);
    if (target == null) {
      target = Target.of(gater.instance(instance), printers);
      targets.put(instance, target);
    }
    return target;
  }

  private void reject(Flaw flaw, String reason) {
    synchronized (flaws) {
      flaws.merge(flaw, 1L, Long::sum);
    }
    complain(reason);
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // this thread alone writes it
  private void complain(String reason) {
    notices.line(name + ":" + lines.number() + ": " + reason);
    refused++;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // this thread alone writes it
  private void count() {
    read++;
  }

  /** Has {@link #run} end soon; it may wait for input or for room, and is not waited for. */
  void stop() {
    stopping = true;
  }

  /** Lines so far that were not blank. */
  long read() {
    return read;
  }

  /** Lines that could not be published. */
  long refused() {
    return refused;
  }

  /** Lines that did not even reach an instance, by what is wrong with them. */
  Map<Flaw, Long> flaws() {
    synchronized (flaws) {
      return new EnumMap<>(flaws);
    }
  }
}
