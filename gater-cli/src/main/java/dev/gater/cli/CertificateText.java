package dev.gater.cli;

import dev.gater.cli.certify.Certificate;
import dev.gater.cli.certify.Comparison;
import dev.gater.cli.certify.Counts;
import dev.gater.cli.certify.Finding;
import dev.gater.cli.certify.FloodFigures;
import dev.gater.cli.certify.FloodResult;
import dev.gater.cli.certify.Latency;
import dev.gater.cli.certify.Promise;
import dev.gater.cli.certify.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A {@link Certificate} as a person reads it, in parts that are printed as they are known. */
final class CertificateText {
  private static final List<String> HEAD =
      List.of("others", "before/s", "p50", "p99", "during/s", "p50", "p99", "max", "probes", "");

  /** Custom names may have 40 letters; with more than these a line is too long. */
  private static final int LONGEST_NAME = 16;

  private static final String NOTHING = "-";
  private static final String HELD = "held";
  private static final String BROKEN = "BROKEN";

  private final boolean colour;

  CertificateText(boolean colour) {
    this.colour = colour;
  }

  /** What is about to be done. */
  String head(Certificate certificate) {
    return String.format(
        Locale.ROOT,
        """
        %s

        Each flood: %d publishers that never pause, and a quick, a slow, a throwing and a stuck
        subscriber. On each other instance %d probes a second, for %s before and %s during it.
        """,
        ink(
            Table.BOLD,
            String.format(
                Locale.ROOT,
                "Isolation of node %s: %d instances, %d %s",
                certificate.node(),
                certificate.instances(),
                certificate.cores(),
                certificate.cores() == 1 ? "core" : "cores")),
        certificate.publishers(),
        Certificate.PROBES_PER_SECOND,
        Units.duration(certificate.phase()),
        Units.duration(certificate.phase()));
  }

  /** The last of the floods. */
  String lastFlood(Certificate certificate) {
    FloodResult result = certificate.floods().getLast();
    FloodFigures flood = result.flood();
    StringBuilder text = new StringBuilder("\n");
    String title =
        certificate.floods().size() + " of " + certificate.planned() + "  " + flood.instance();
    line(text, ink(Table.BOLD, title + " flooded"));
    line(text, publishers(flood));
    line(text, quick(flood.quick(), flood, result.machinePause()));
    line(text, bad(flood));
    line(text, dropped(flood));
    rows(text, result);
    for (Finding finding : result.broken()) {
      line(
          text,
          ink(
              Table.YELLOW,
              String.format(
                  Locale.ROOT,
                  "%s  %s: %s: %s",
                  BROKEN,
                  finding.promise().words(),
                  finding.instance(),
                  finding.detail())));
    }
    return text.toString();
  }

  private static String publishers(FloodFigures flood) {
    return String.format(
        Locale.ROOT,
        "  publishers: %s accepted/s, %s refused/s%s",
        rate(flood, flood.accepted()),
        rate(flood, flood.refused()),
        flood.refused() == 0 ? "" : " (" + Counts.words(flood.refusedBy()) + ")");
  }

  private static String quick(FloodFigures.Quick quick, FloodFigures flood, Duration pause) {
    if (quick.ended()) {
      return String.format(
          Locale.ROOT,
          "  quick subscriber: ended by its policy after %,d deliveries",
          quick.delivered());
    }
    return String.format(
        Locale.ROOT,
        "  quick subscriber: %s delivered/s, at most %s without a call (machine paused %s)",
        rate(flood, quick.delivered()),
        Units.duration(quick.longestSilence()),
        Units.duration(pause));
  }

  private static String bad(FloodFigures flood) {
    return String.format(
        Locale.ROOT,
        "  beside it: slow, %,d calls; throwing, %,d calls; stuck, %s",
        flood.slowCalls(),
        flood.failed(),
        flood.stuck() ? "in its handler" : "never called");
  }

  private static String dropped(FloodFigures flood) {
    String dropped = flood.droppedBy().isEmpty() ? "nothing" : Counts.words(flood.droppedBy());
    return "  dropped for these four, by the instance's policy: " + dropped;
  }

  private static String rate(FloodFigures flood, long number) {
    return Units.count(Math.round(flood.perSecond(number)));
  }

  private void rows(StringBuilder text, FloodResult result) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEAD);
    for (Comparison other : result.others()) {
      rows.add(row(other, isBroken(result, other.instance()) ? BROKEN : HELD));
    }
    List<String> lines = Table.lines(rows);
    for (int i = 0; i < lines.size(); i++) {
      boolean bad = rows.get(i).getLast().equals(BROKEN);
      line(text, "  " + ink(bad ? Table.YELLOW : "", lines.get(i)));
    }
  }

  private static boolean isBroken(FloodResult result, String instance) {
    return result.broken().stream().anyMatch(finding -> finding.instance().equals(instance));
  }

  private static List<String> row(Comparison other, String verdict) {
    Reading before = other.before();
    Reading during = other.during();
    return List.of(
        shortened(other.instance()),
        String.format(Locale.ROOT, "%.0f", before.perSecond()),
        time(before.latency(), before.latency().p50()),
        time(before.latency(), before.latency().p99()),
        String.format(Locale.ROOT, "%.0f", during.perSecond()),
        time(during.latency(), during.latency().p50()),
        time(during.latency(), during.latency().p99()),
        time(during.latency(), during.latency().max()),
        during.sent() + "/" + during.delivered(),
        verdict);
  }

  private static String shortened(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
  }

  private static String time(Latency latency, Duration duration) {
    return latency.count() == 0 ? NOTHING : Units.duration(duration);
  }

  /** Each promise, and the verdict on the last line. */
  String verdict(Certificate certificate) {
    StringBuilder text = new StringBuilder("\n");
    List<Finding> findings = certificate.findings();
    for (Promise promise : Promise.values()) {
      long checked = findings.stream().filter(finding -> finding.promise() == promise).count();
      long broken =
          certificate.broken().stream().filter(finding -> finding.promise() == promise).count();
      if (checked > 0) {
        line(
            text,
            ink(
                broken == 0 ? "" : Table.YELLOW,
                String.format(
                    Locale.ROOT,
                    "%-6s  %-18s  %,d of %,d",
                    broken == 0 ? HELD : BROKEN,
                    promise.words(),
                    checked - broken,
                    checked)));
      }
    }
    text.append(checkedAnything(certificate) ? "\n" : "");
    line(text, ink(certificate.broken().isEmpty() ? Table.BOLD : Table.YELLOW, whole(certificate)));
    return text.toString();
  }

  private static boolean checkedAnything(Certificate certificate) {
    return !certificate.floods().isEmpty();
  }

  private static String whole(Certificate certificate) {
    int checked = certificate.findings().size();
    List<Finding> broken = certificate.broken();
    String so =
        certificate.interrupted()
            ? String.format(
                Locale.ROOT,
                "interrupted after %d of %d floods: ",
                certificate.floods().size(),
                certificate.planned())
            : "";
    if (!checkedAnything(certificate)) {
      return so + "nothing was checked";
    }
    if (!broken.isEmpty()) {
      return so
          + String.format(
              Locale.ROOT, "isolation BROKEN: %s of %,d promises checked", words(broken), checked);
    }
    return so
        + String.format(
            Locale.ROOT,
            "isolation holds%s: %d %s flooded, %,d promises checked",
            certificate.interrupted() ? " so far" : "",
            certificate.floods().size(),
            certificate.floods().size() == 1 ? "instance" : "instances",
            checked);
  }

  /** Such as {@code 2 (nothing lost, order kept)}. */
  private static String words(List<Finding> broken) {
    List<String> promises =
        broken.stream().map(finding -> finding.promise().words()).distinct().toList();
    return String.format(Locale.ROOT, "%,d (%s)", broken.size(), String.join(", ", promises));
  }

  private String ink(String ink, String text) {
    return Table.in(colour ? ink : "", text);
  }

  private static void line(StringBuilder text, String line) {
    text.append(line).append('\n');
  }
}
