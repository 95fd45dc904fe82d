package dev.gater.cli;

import dev.gater.log.KeptFiles;
import dev.gater.log.KeptInstance;
import dev.gater.log.KeptInstance.KeptTopic;
import dev.gater.wire.json.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a data directory holds, for a person and for a program. */
record Holdings(String directory, List<KeptInstance> instances, List<KeptFiles> files) {
  private static final String NOTHING = "-";
  private static final List<String> HEAD =
      List.of(
          "instance",
          "messages",
          "bytes",
          "first",
          "last",
          "oldest",
          "newest",
          "epochs",
          "topics",
          "most messages");
  private static final List<String> FILES = List.of("files", "bytes", "to compact", "");

  /** Tables, ending with a line break. */
  String text(boolean colour) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEAD);
    instances.forEach(instance -> rows.add(row(instance)));
    List<List<String>> disk = new ArrayList<>();
    disk.add(FILES);
    for (KeptFiles database : files) {
      disk.add(
          List.of(
              database.name(),
              Units.bytes(database.bytes()),
              Units.bytes(database.toCompact()),
              ""));
    }
    return table(rows, colour) + "\n" + table(disk, colour);
  }

  private static List<String> row(KeptInstance kept) {
    return List.of(
        kept.name(),
        Units.count(kept.messages()),
        Units.bytes(kept.bytes()),
        kept.first() == 0 ? NOTHING : Units.count(kept.first()),
        kept.last() == 0 ? NOTHING : Units.count(kept.last()),
        time(kept.oldest()),
        time(kept.newest()),
        Units.count(kept.epochs()),
        Units.count(kept.topics()),
        kept.largest().isEmpty() ? NOTHING : largest(kept.largest().getFirst()));
  }

  private static String largest(KeptTopic topic) {
    return topic.topic() + " (" + Units.count(topic.messages()) + ")";
  }

  private static String time(@Nullable Instant time) {
    return time == null ? NOTHING : time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String table(List<List<String>> rows, boolean colour) {
    StringBuilder text = new StringBuilder();
    List<String> lines = Table.lines(rows);
    for (int i = 0; i < lines.size(); i++) {
      text.append(Table.in(colour && i == 0 ? Table.BOLD : "", lines.get(i))).append('\n');
    }
    return text.toString();
  }

  /** One JSON object. Fields may be added, none will change its meaning. */
  String json() {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("data", directory);
    List<Object> each = new ArrayList<>();
    instances.forEach(instance -> each.add(fields(instance)));
    all.put("instances", each);
    List<Object> databases = new ArrayList<>();
    for (KeptFiles database : files) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("name", database.name());
      fields.put("bytes", database.bytes());
      fields.put("to_compact", database.toCompact());
      databases.add(fields);
    }
    all.put("files", databases);
    return Json.text(all);
  }

  private static Map<String, @Nullable Object> fields(KeptInstance kept) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("instance", kept.name());
    fields.put("messages", kept.messages());
    fields.put("bytes", kept.bytes());
    fields.put("first", kept.first() == 0 ? null : kept.first());
    fields.put("last", kept.last() == 0 ? null : kept.last());
    fields.put("oldest", kept.oldest() == null ? null : kept.oldest().toString());
    fields.put("newest", kept.newest() == null ? null : kept.newest().toString());
    fields.put("epochs", kept.epochs());
    fields.put("topics", kept.topics());
    List<Object> largest = new ArrayList<>();
    for (KeptTopic topic : kept.largest()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("topic", topic.topic());
      one.put("messages", topic.messages());
      largest.add(one);
    }
    fields.put("largest_topics", largest);
    return fields;
  }
}
