package dev.gater.wire.schema;

import dev.gater.InstanceName;
import dev.gater.event.EventSchema;
import dev.gater.event.EventSchema.Field;
import dev.gater.event.EventSchema.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the messages of some types look like in one version of their schema. Immutable.
 *
 * @param instance a canonical name
 * @param name what people call it
 * @param version from 1
 * @param topic the topic with its variables, {@code orders:{order_id}}, the first segment a literal
 * @param types the types it holds for; empty for every type that no other schema on the first
 *     segment has, which is for recording only
 * @param fields of which those that are neither in the topic nor in the type are in the data
 */
public record Schema(
    String instance,
    String name,
    int version,
    String topic,
    List<String> types,
    List<Field> fields) {

  /**
   * @throws IllegalArgumentException if the instance's name, the version or the topic is not legal
   *     or a field is there twice
   */
  public Schema {
    instance = InstanceName.parse(instance);
    types = List.copyOf(types);
    fields = List.copyOf(fields);
    if (version < 1) {
      throw new IllegalArgumentException("a schema's version must be at least 1, not " + version);
    }
    if (topic.isEmpty() || topic.startsWith(":") || topic.startsWith("{")) {
      throw new IllegalArgumentException(
          "a schema's topic must begin with a literal segment: \"" + topic + '"');
    }
    Set<String> names = new HashSet<>();
    for (Field field : fields) {
      if (!names.add(field.name())) {
        throw new IllegalArgumentException(name + " has the field '" + field.name() + "' twice");
      }
    }
  }

  /** The schema of one type, called as the type. */
  public static Schema of(
      String instance, String topic, String type, int version, Field... fields) {
    return new Schema(instance, type, version, topic, List.of(type), List.of(fields));
  }

  /** The schema of one of Gater's own events. */
  public static Schema of(EventSchema<?> schema) {
    return new Schema(
        schema.instance(),
        schema.name(),
        schema.version(),
        schema.topicTemplate(),
        List.copyOf(schema.types()),
        schema.fields());
  }

  /** A field that must be in the data. */
  public static Field required(String name, Kind kind) {
    return new Field(name, kind, true, false, false, List.of());
  }

  /** A field that may be in the data. */
  public static Field optional(String name, Kind kind) {
    return new Field(name, kind, false, false, false, List.of());
  }

  /** A field in the data that is one of a few strings. */
  public static Field oneOf(String name, boolean required, String... constants) {
    return new Field(name, Kind.ENUM, required, false, false, List.of(constants));
  }

  /** The topic up to its first {@code :}. */
  public String firstSegment() {
    return firstSegment(topic);
  }

  static String firstSegment(String topic) {
    int colon = topic.indexOf(':');
    return colon < 0 ? topic : topic.substring(0, colon);
  }
}
