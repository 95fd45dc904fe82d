package dev.gater.wire.schema;

import dev.gater.event.EventSchema.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Whether readers of today still understand what was written by recorded schemas, and the other way
 * round where versions are equal. Adding optional fields, types and constants is compatible; all
 * else needs a higher version and upcasters that lead to it.
 */
public final class SchemaCompatibility {

  /** What became of a schema. */
  public sealed interface Finding {
    /** The schema's instance and name: {@code health/subscription_health}. */
    String schema();

    /** What it is, and the cure, in words. */
    String reason();
  }

  /** Data or readers out there break. */
  public record Incompatible(String schema, String reason) implements Finding {
    @Override
    public String toString() {
      return schema + ": " + reason;
    }
  }

  /** Nothing breaks, but the recorded schema is not today's. */
  public record Unrecorded(String schema, String reason) implements Finding {
    @Override
    public String toString() {
      return schema + ": " + reason;
    }
  }

  private static final String CURE =
      "; raise the version and register an upcaster, or undo the change";

  private record Key(String instance, String firstSegment, String type) {}

  private final SchemaRegistry registry;
  private final Map<Key, Schema> current = new HashMap<>();
  private final List<Finding> findings = new ArrayList<>();

  private SchemaCompatibility(Collection<Schema> current, SchemaRegistry registry) {
    this.registry = registry;
    for (Schema schema : current) {
      for (String type : keys(schema)) {
        this.current.put(key(schema, type), schema);
      }
    }
  }

  /** Compares all that a registry holds with what was recorded. Empty if nothing changed. */
  public static List<Finding> check(Collection<Schema> recorded, SchemaRegistry registry) {
    return check(recorded, registry.all(), registry);
  }

  /**
   * As {@link #check(Collection, SchemaRegistry)}, for some schemas only.
   *
   * @param registry knows the upcasters
   */
  public static List<Finding> check(
      Collection<Schema> recorded, Collection<Schema> current, SchemaRegistry registry) {
    var check = new SchemaCompatibility(current, registry);
    recorded.forEach(check::compare);
    Map<Key, Schema> before = new SchemaCompatibility(recorded, registry).current;
    for (Schema schema : current) {
      for (String type : keys(schema)) {
        if (!before.containsKey(key(schema, type))) {
          String what = type.isEmpty() ? "it is new" : "type '" + type + "' is new";
          check.findings.add(new Unrecorded(name(schema), what));
        }
      }
    }
    return List.copyOf(check.findings);
  }

  private void compare(Schema recorded) {
    // Today's schemas of its types: more than one where it was split.
    Map<Schema, String> today = new LinkedHashMap<>();
    for (String type : keys(recorded)) {
      Schema schema = current.get(key(recorded, type));
      if (schema == null) {
        String what = type.isEmpty() ? "it" : "type '" + type + "'";
        incompatible(
            recorded, what + " is gone, and with it the way to read its messages; keep it");
      } else {
        today.putIfAbsent(schema, type);
        if (schema.version() > recorded.version()) {
          checkUpcasters(recorded, schema, type);
        }
      }
    }
    for (Schema schema : today.keySet()) {
      if (schema.version() == recorded.version()) {
        compareSameVersion(recorded, schema);
      } else if (schema.version() > recorded.version()) {
        unrecorded(recorded, "the version is " + schema.version() + " now");
      } else {
        incompatible(
            recorded,
            "the version went down from "
                + recorded.version()
                + " to "
                + schema.version()
                + "; versions only rise");
      }
    }
  }

  private void checkUpcasters(Schema recorded, Schema today, String type) {
    OptionalInt missing =
        registry.missingUpcaster(
            recorded.instance(),
            recorded.firstSegment(),
            type,
            recorded.version(),
            today.version());
    missing.ifPresent(from ->
        incompatible(
            recorded,
            "no upcaster of type '"
                + type
                + "' from version "
                + from
                + " to "
                + (from + 1)
                + "; register one"));
  }

  private void compareSameVersion(Schema recorded, Schema today) {
    if (!recorded.topic().equals(today.topic())) {
      incompatible(
          recorded, "the topic was " + recorded.topic() + " and is " + today.topic() + CURE);
    }
    Map<String, Field> before = byName(recorded);
    Map<String, Field> now = byName(today);
    before.forEach((name, field) -> compare(recorded, field, now.get(name)));
    now.forEach((name, field) -> {
      if (before.containsKey(name)) {
        return;
      }
      if (field.required()) {
        incompatible(recorded, "field '" + name + "' is new and required" + CURE);
      } else {
        unrecorded(recorded, "field '" + name + "' is new");
      }
    });
    if (!recorded.name().equals(today.name())) {
      unrecorded(recorded, "its name is " + today.name() + " now");
    }
    if (before.keySet().equals(now.keySet())
        && !List.copyOf(before.keySet()).equals(List.copyOf(now.keySet()))) {
      unrecorded(recorded, "its fields stand in another order");
    }
  }

  private void compare(Schema recorded, Field before, @Nullable Field now) {
    String field = "field '" + before.name() + "' ";
    if (now == null) {
      incompatible(recorded, field + "is gone" + CURE);
      return;
    }
    if (before.kind() != now.kind()) {
      incompatible(recorded, field + "was " + before.kind() + " and is " + now.kind() + CURE);
    }
    if (before.required() != now.required()) {
      incompatible(recorded, field + "was " + need(before) + " and is " + need(now) + CURE);
    }
    if (before.inTopic() != now.inTopic() || before.inType() != now.inType()) {
      incompatible(recorded, field + "moved in or out of the topic or the type" + CURE);
    }
    for (String constant : before.constants()) {
      if (!now.constants().contains(constant)) {
        incompatible(recorded, field + "can't be '" + constant + "' any more" + CURE);
      }
    }
    if (!before.constants().equals(now.constants())
        && now.constants().containsAll(before.constants())) {
      unrecorded(
          recorded, field + "has other constants now: " + String.join(", ", now.constants()));
    }
  }

  private static String need(Field field) {
    return field.required() ? "required" : "optional";
  }

  private void incompatible(Schema schema, String reason) {
    findings.add(new Incompatible(name(schema), reason));
  }

  private void unrecorded(Schema schema, String reason) {
    findings.add(new Unrecorded(name(schema), reason));
  }

  private static Map<String, Field> byName(Schema schema) {
    Map<String, Field> byName = new LinkedHashMap<>();
    schema.fields().forEach(field -> byName.put(field.name(), field));
    return byName;
  }

  /** A schema's types; the empty one stands for those that nobody else has. */
  private static List<String> keys(Schema schema) {
    return schema.types().isEmpty() ? List.of("") : schema.types();
  }

  private static Key key(Schema schema, String type) {
    return new Key(schema.instance(), schema.firstSegment(), type);
  }

  private static String name(Schema schema) {
    return schema.instance() + '/' + schema.name();
  }
}
