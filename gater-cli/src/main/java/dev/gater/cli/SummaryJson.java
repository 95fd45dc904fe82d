package dev.gater.cli;

import dev.gater.DropReason;
import dev.gater.InstanceStats;
import dev.gater.Publication;
import dev.gater.Timings;
import dev.gater.wire.json.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A {@link Summary} as one JSON object. Fields may be added, none will change its meaning. */
final class SummaryJson {
  private SummaryJson() {}

  static String of(Summary summary) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("input", summary.input());
    all.put("lines", summary.lines());
    all.put("bytes", summary.bytes());
    all.put("seconds", rounded(summary.seconds()));
    all.put("lines_per_second", rounded(summary.linesPerSecond()));
    all.put("interrupted", summary.interrupted());
    all.put("published", summary.published());
    all.put("delivered", summary.delivered());
    all.put("rejected", summary.rejected());
    all.put("dropped", summary.dropped());
    all.put("failed", summary.failed());
    Map<String, Object> flaws = new LinkedHashMap<>();
    summary.flaws().forEach((flaw, count) -> flaws.put(lower(flaw), count));
    all.put("rejected_before_an_instance", flaws);
    List<Object> instances = new ArrayList<>();
    summary.instances().forEach(row -> instances.add(row(row)));
    all.put("instances", instances);
    return Json.text(all);
  }

  private static Map<String, @Nullable Object> row(Summary.Row row) {
    InstanceStats stats = row.stats();
    Map<String, Object> rejectedBy = new LinkedHashMap<>();
    for (Publication.Reason reason : Publication.Reason.values()) {
      Long count = stats.rejectedBy().get(reason);
      if (count != null) {
        rejectedBy.put(lower(reason), count);
      }
    }
    Map<String, Object> droppedBy = new LinkedHashMap<>();
    for (DropReason reason : DropReason.values()) {
      Long count = stats.droppedBy().get(reason);
      if (count != null) {
        droppedBy.put(reason.label(), count);
      }
    }
    Timings times = stats.deliveryTimes();
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("instance", row.name());
    fields.put("published", stats.published());
    fields.put("matched", stats.matched());
    fields.put("delivered", stats.delivered());
    fields.put("rejected", stats.rejected());
    fields.put("rejected_by", rejectedBy);
    fields.put("dropped", stats.dropped());
    fields.put("dropped_by", droppedBy);
    fields.put("failed", stats.failed());
    fields.put("p50_ms", times.count() == 0 ? null : millis(times.p50()));
    fields.put("p99_ms", times.count() == 0 ? null : millis(times.p99()));
    return fields;
  }

  static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static BigDecimal millis(Duration duration) {
    return rounded(duration.toNanos() / 1e6);
  }

  static BigDecimal rounded(double value) {
    return BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_UP);
  }
}
