package dev.gater.wire.schema;

import dev.gater.InstanceName;
import dev.gater.event.EventSchema.Field;
import dev.gater.event.EventSchema.Kind;
import dev.gater.wire.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The schemas of Gater's own events as they were last released: one JSON file an instance, one line
 * a field, so that a change is one line in a review.
 */
public final class RecordedSchemas {
  private static final String FOLDER = "/dev/gater/wire/schemas/";

  private RecordedSchemas() {}

  /** What was recorded, instance by instance. */
  public static List<Schema> read() {
    List<Schema> recorded = new ArrayList<>();
    for (String instance : InstanceName.DEDICATED) {
      try (InputStream file =
          RecordedSchemas.class.getResourceAsStream(FOLDER + fileName(instance))) {
        if (file != null) {
          recorded.addAll(parse(file.readAllBytes()));
        }
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
    return recorded;
  }

  /** Writes the files of these schemas into a folder, which is made if need be. */
  public static void write(Path folder, Collection<Schema> schemas) throws IOException {
    Map<String, List<Schema>> byInstance = new LinkedHashMap<>();
    for (Schema schema : schemas) {
      byInstance.computeIfAbsent(schema.instance(), _ -> new ArrayList<>()).add(schema);
    }
    Files.createDirectories(folder);
    for (Map.Entry<String, List<Schema>> instance : byInstance.entrySet()) {
      Files.writeString(folder.resolve(fileName(instance.getKey())), text(instance.getValue()));
    }
  }

  private static String fileName(String instance) {
    return instance + ".json";
  }

  /** Schemas as JSON text. */
  static String text(Collection<Schema> schemas) {
    StringBuilder text = new StringBuilder("[");
    String comma = "\n";
    for (Schema schema : schemas) {
      text.append(comma).append("  {\n");
      line(text, "instance", schema.instance());
      line(text, "name", schema.name());
      line(text, "version", schema.version());
      line(text, "topic", schema.topic());
      line(text, "types", schema.types());
      text.append("    \"fields\": [");
      String fieldComma = "\n      ";
      for (Field field : schema.fields()) {
        text.append(fieldComma).append(Json.text(form(field)));
        fieldComma = ",\n      ";
      }
      text.append("\n    ]\n  }");
      comma = ",\n";
    }
    return text.append("\n]\n").toString();
  }

  private static void line(StringBuilder text, String name, Object value) {
    text.append("    \"").append(name).append("\": ").append(Json.text(value)).append(",\n");
  }

  /** Only what a field is goes into its line, not what it isn't. */
  private static Map<String, Object> form(Field field) {
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("name", field.name());
    form.put("kind", field.kind().name().toLowerCase(Locale.ROOT));
    form.put("required", field.required());
    if (field.inTopic()) {
      form.put("in_topic", true);
    }
    if (field.inType()) {
      form.put("in_type", true);
    }
    if (!field.constants().isEmpty()) {
      form.put("constants", field.constants());
    }
    return form;
  }

  /** Reads what {@link #text} wrote. */
  static List<Schema> parse(byte[] json) {
    List<Schema> schemas = new ArrayList<>();
    for (Object form : list(Json.read(json))) {
      Map<?, ?> schema = map(form);
      schemas.add(
          new Schema(
              string(schema, "instance"),
              string(schema, "name"),
              (Integer) Objects.requireNonNull(schema.get("version")),
              string(schema, "topic"),
              strings(schema.get("types")),
              list(schema.get("fields")).stream().map(RecordedSchemas::field).toList()));
    }
    return schemas;
  }

  private static Field field(Object form) {
    Map<?, ?> field = map(form);
    return new Field(
        string(field, "name"),
        Kind.valueOf(string(field, "kind").toUpperCase(Locale.ROOT)),
        Boolean.TRUE.equals(field.get("required")),
        Boolean.TRUE.equals(field.get("in_topic")),
        Boolean.TRUE.equals(field.get("in_type")),
        strings(field.get("constants")));
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return (Map<?, ?>) Objects.requireNonNull(value);
  }

  private static List<?> list(@Nullable Object value) {
    return (List<?>) Objects.requireNonNull(value);
  }

  private static List<String> strings(@Nullable Object value) {
    return value == null ? List.of() : list(value).stream().map(String.class::cast).toList();
  }

  private static String string(Map<?, ?> map, String key) {
    return (String) Objects.requireNonNull(map.get(key));
  }
}
