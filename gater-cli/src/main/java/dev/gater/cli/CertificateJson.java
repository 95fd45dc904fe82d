package dev.gater.cli;

import dev.gater.cli.certify.Certificate;
import dev.gater.cli.certify.Comparison;
import dev.gater.cli.certify.Finding;
import dev.gater.cli.certify.FloodFigures;
import dev.gater.cli.certify.FloodResult;
import dev.gater.cli.certify.Latency;
import dev.gater.cli.certify.Reading;
import dev.gater.wire.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A {@link Certificate} as one JSON object; {@code docs/certify.md} tells what each field is. */
final class CertificateJson {
  private CertificateJson() {}

  static String of(Certificate certificate) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("verdict", verdict(certificate));
    all.put("interrupted", certificate.interrupted());
    all.put("node", certificate.node());
    all.put("instances", certificate.instances());
    all.put("cores", certificate.cores());
    all.put("publishers", certificate.publishers());
    all.put("seconds", SummaryJson.rounded(certificate.phase().toNanos() / 1e9));
    all.put("probes_per_second", Certificate.PROBES_PER_SECOND);
    all.put("floods_planned", certificate.planned());
    all.put("promises_checked", certificate.findings().size());
    all.put("promises_broken", certificate.broken().size());
    List<Object> floods = new ArrayList<>();
    certificate.floods().forEach(flood -> floods.add(flood(flood)));
    all.put("floods", floods);
    return Json.text(all);
  }

  private static String verdict(Certificate certificate) {
    if (!certificate.broken().isEmpty()) {
      return "broken";
    }
    return certificate.interrupted() ? "interrupted" : "holds";
  }

  private static Map<String, @Nullable Object> flood(FloodResult result) {
    FloodFigures flood = result.flood();
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("instance", flood.instance());
    fields.put("seconds", SummaryJson.rounded(flood.seconds()));
    fields.put("accepted", flood.accepted());
    fields.put("accepted_per_second", SummaryJson.rounded(flood.perSecond(flood.accepted())));
    fields.put("refused", flood.refused());
    fields.put("refused_per_second", SummaryJson.rounded(flood.perSecond(flood.refused())));
    fields.put("refused_by", counts(flood.refusedBy()));
    fields.put("dropped_by", counts(flood.droppedBy()));
    fields.put("failed", flood.failed());
    fields.put("slow_calls", flood.slowCalls());
    fields.put("stuck", flood.stuck());
    fields.put("held_publishers", flood.heldPublishers());
    fields.put("quick", quick(flood));
    fields.put("machine_pause_ms", SummaryJson.millis(result.machinePause()));
    fields.put("promises", promises(result, flood.instance()));
    List<Object> others = new ArrayList<>();
    result.others().forEach(other -> others.add(other(result, other)));
    fields.put("others", others);
    List<Object> broken = new ArrayList<>();
    result.broken().forEach(finding -> broken.add(broken(finding)));
    fields.put("broken", broken);
    return fields;
  }

  private static Map<String, @Nullable Object> quick(FloodFigures flood) {
    FloodFigures.Quick quick = flood.quick();
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("matched", quick.matched());
    fields.put("delivered", quick.delivered());
    fields.put("delivered_per_second", SummaryJson.rounded(flood.perSecond(quick.delivered())));
    fields.put("failed", quick.failed());
    fields.put("dropped_by", counts(quick.droppedBy()));
    fields.put("in_flight", quick.inFlight());
    fields.put("ended", quick.ended());
    fields.put("longest_silence_ms", SummaryJson.millis(quick.longestSilence()));
    return fields;
  }

  private static Map<String, @Nullable Object> other(FloodResult result, Comparison other) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("instance", other.instance());
    fields.put("promises", promises(result, other.instance()));
    fields.put("before", reading(other.before()));
    fields.put("during", reading(other.during()));
    return fields;
  }

  private static Map<String, Object> promises(FloodResult result, String instance) {
    Map<String, Object> held = new LinkedHashMap<>();
    result.findings().stream()
        .filter(finding -> finding.instance().equals(instance))
        .forEach(finding -> held.put(finding.promise().label(), finding.held()));
    return held;
  }

  private static Map<String, @Nullable Object> reading(Reading reading) {
    Latency latency = reading.latency();
    boolean none = latency.count() == 0;
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("due", reading.due());
    fields.put("accepted", reading.accepted());
    fields.put("refused", reading.refused());
    fields.put("refused_by", counts(reading.refusedBy()));
    fields.put("delivered", reading.delivered());
    fields.put("delivered_per_second", SummaryJson.rounded(reading.perSecond()));
    fields.put("dropped_by", counts(reading.droppedBy()));
    fields.put("unordered", reading.unordered());
    fields.put("overlapping", reading.overlapping());
    fields.put("p50_ms", none ? null : SummaryJson.millis(latency.p50()));
    fields.put("p99_ms", none ? null : SummaryJson.millis(latency.p99()));
    fields.put("max_ms", none ? null : SummaryJson.millis(latency.max()));
    fields.put("longest_wait_ms", SummaryJson.millis(reading.longestWait()));
    return fields;
  }

  private static Map<String, @Nullable Object> broken(Finding finding) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("promise", finding.promise().label());
    fields.put("instance", finding.instance());
    fields.put("detail", finding.detail());
    return fields;
  }

  private static Map<String, Long> counts(Map<? extends Enum<?>, Long> counts) {
    Map<String, Long> byLabel = new TreeMap<>();
    counts.forEach((reason, count) -> byLabel.put(SummaryJson.lower(reason), count));
    return byLabel;
  }
}
