package dev.gater.event;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Every schema, by the key of a message: instance, first topic segment and type. */
final class SchemaRegistry {

  /** The schemas that share an instance and a first topic segment. */
  private static final class Group {
    final Map<String, EventSchema<?>> byType = new HashMap<>();
    @Nullable EventSchema<?> dynamic;

    void add(EventSchema<?> schema) {
      EventSchema<?> other = dynamic;
      if (schema.isDynamic()) {
        dynamic = schema;
      } else {
        other = null;
        for (String type : schema.types()) {
          EventSchema<?> previous = byType.putIfAbsent(type, schema);
          other = other == null ? previous : other;
        }
      }
      if (other != null) {
        throw new IllegalStateException("two records have the same type: " + schema + ", " + other);
      }
    }
  }

  private static final Map<String, Class<?>> FAMILIES = new LinkedHashMap<>();

  /**
   * First segments with their groups, by instance. Filled when an instance is first asked for, so
   * that a program does not pay at its start for the records of instances it does not use.
   */
  private static final Map<String, Groups> GROUPS = new ConcurrentHashMap<>();

  /** The groups of an instance by their first segments, and all types in them. */
  private record Groups(Map<String, Group> bySegment, Set<String> types) {}

  static {
    for (Class<?> family : Event.class.getPermittedSubclasses()) {
      FAMILIES.put(family.getAnnotation(OnInstance.class).value(), family);
    }
  }

  private SchemaRegistry() {}

  /** Family by family, then by the records' names. */
  static List<EventSchema<?>> all() {
    List<EventSchema<?>> all = new ArrayList<>();
    FAMILIES.values().forEach(family -> all.addAll(schemas(family)));
    return Collections.unmodifiableList(all);
  }

  private static List<EventSchema<?>> schemas(Class<?> family) {
    Class<?>[] records = family.getPermittedSubclasses();
    Arrays.sort(records, Comparator.comparing(Class::getSimpleName));
    List<EventSchema<?>> schemas = new ArrayList<>(records.length);
    for (Class<?> record : records) {
      schemas.add(EventSchema.of(record.asSubclass(Event.class)));
    }
    return schemas;
  }

  static Optional<EventSchema<?>> find(
      String instance, String firstSegment, String type, boolean dynamicToo) {
    Groups groups = groups(instance);
    Group group = groups == null ? null : groups.bySegment.get(firstSegment);
    if (group == null) {
      return Optional.empty();
    }
    EventSchema<?> schema = group.byType.get(type);
    EventSchema<?> dynamic = group.dynamic;
    if (schema == null && dynamicToo && dynamic != null && dynamic.hasType(type)) {
      schema = dynamic;
    }
    return Optional.ofNullable(schema);
  }

  static boolean isRegistered(String instance, String type) {
    Groups groups = groups(instance);
    return groups != null && groups.types.contains(type);
  }

  private static @Nullable Groups groups(String instance) {
    Groups groups = GROUPS.get(instance);
    if (groups == null) {
      Class<?> family = FAMILIES.get(instance);
      if (family == null) {
        return null;
      }
      groups = GROUPS.computeIfAbsent(instance, _ -> groups(family));
    }
    return groups;
  }

  private static Groups groups(Class<?> family) {
    Map<String, Group> bySegment = new HashMap<>();
    Set<String> types = new HashSet<>();
    for (EventSchema<?> schema : schemas(family)) {
      Group group = bySegment.computeIfAbsent(schema.firstSegment(), _ -> new Group());
      group.add(schema);
      types.addAll(group.byType.keySet());
    }
    return new Groups(bySegment, types);
  }
}
