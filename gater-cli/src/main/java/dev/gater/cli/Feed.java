package dev.gater.cli;

import dev.gater.Gater;
import dev.gater.wire.InvalidPublicationException;
import dev.gater.wire.PublicationReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the lines of an input and reports those that can't be published as {@code FILE:LINE:
 * reason}, in their order. One thread runs it; the counts are for any.
 *
 * <p>Lines that are in memory anyway are read ahead of publishing, and then published instance by
 * instance, each instance's in their order. An instance's threads are woken once for a bundle and
 * not once a message, which would be half of what a message costs. Between instances there is no
 * order to keep.
 */
final class Feed {
  /** Lines of one bundle at most. */
  private static final int BUNDLE = 512;

  /** Why a line does not even reach an instance. */
  enum Flaw {
    /** It is no publication: not JSON, or a field is missing or wrong. */
    MALFORMED,
    UNKNOWN_INSTANCE,
    /** It is longer than {@link InputLines#LONGEST}. */
    TOO_LONG
  }

  private record Complaint(long line, String reason) {}

  private final String name;
  private final InputLines lines;
  private final Gater gater;
  private final List<Printer> printers;
  private final Notices notices;
  private final @Nullable Pace pace;
  private final @Nullable Headroom headroom;
  private final PublicationReader reader = new PublicationReader();
  private final Map<String, Target> targets = new LinkedHashMap<>();
  private final Set<Target> bundle = new LinkedHashSet<>();
  private final List<Complaint> complaints = new ArrayList<>();
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
    int bundled = 0;
    for (InputLines.Next next = lines.next();
        next != InputLines.Next.END && !stopping;
        next = lines.next()) {
      count();
      if (next == InputLines.Next.TOO_LONG) {
        reject(Flaw.TOO_LONG, "the line is longer than 16 MiB");
      } else {
        parse();
      }
      bundled++;
      if (bundled == BUNDLE || pace != null || !lines.hasNext()) {
        publish();
        bundled = 0;
      }
    }
  }

  private void parse() {
    try {
      var line = reader.read(lines.bytes(), lines.offset(), lines.length());
      Target target = target(line.instance());
      target.add(new Target.Line(lines.number(), lines.length(), line));
      bundle.add(target);
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
    complaints.add(new Complaint(lines.number(), reason));
  }

  private void publish() {
    for (Target target : bundle) {
      for (Target.Line line : target.lines()) {
        if (stopping) { // the rest of the bundle is for nobody any more
          complain();
          return;
        }
        if (pace != null) {
          pace.await();
        }
        String reason = target.publish(line, headroom, () -> stopping);
        if (!reason.isEmpty()) {
          complaints.add(new Complaint(line.number(), reason));
        }
      }
      target.clear();
    }
    bundle.clear();
    complain();
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // this thread alone writes it
  private void complain() {
    complaints.sort(Comparator.comparingLong(Complaint::line));
    for (Complaint complaint : complaints) {
      notices.line(name + ":" + complaint.line + ": " + complaint.reason);
    }
    refused += complaints.size();
    complaints.clear();
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
