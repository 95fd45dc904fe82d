package dev.gater.event;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one event record looks like outside of Java: its instance, topic, types and fields, and the
 * way from the record to JSON-like data and back. This is the only place that looks into records by
 * reflection, once for each class.
 *
 * <p>JSON-like means null, String, Boolean, Number, and Lists and Maps (with String keys) of these.
 * Names of fields are the record's component names in snake_case. Instances are immutable and safe
 * for any thread; nothing here blocks.
 *
 * @param <E> the record
 */
public final class EventSchema<E extends Event> {

  /** The sort of a field's value. */
  public enum Kind {
    STRING,
    BOOLEAN,
    /** A whole number of 32 bits. */
    INT,
    /** A whole number of 64 bits. */
    LONG,
    /**
     * A binary floating-point number of 64 bits. What JSON has no number for is one of the strings
     * {@code NaN}, {@code Infinity} and {@code -Infinity}.
     */
    DOUBLE,
    /** A moment: RFC 3339 text; whole epoch milliseconds are read as well. */
    INSTANT,
    /** One of a few strings, see {@link Field#constants()}. */
    ENUM,
    /** A list of strings. */
    STRINGS,
    /** A map from strings to anything JSON-like. */
    OBJECT
  }

  /**
   * One field of an event.
   *
   * @param name in snake_case
   * @param required whether an event without it is malformed
   * @param inTopic whether a segment of the topic holds it; the data then repeats it
   * @param inType whether the type holds it; the data then leaves it out
   * @param constants the values of an {@link Kind#ENUM} in order, empty for the other kinds
   */
  public record Field(
      String name,
      Kind kind,
      boolean required,
      boolean inTopic,
      boolean inType,
      List<String> constants) {
    public Field {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(kind, "kind");
      constants = List.copyOf(constants);
    }
  }

  /**
   * One segment of an event's topic.
   *
   * @param field the record component that the segment comes from, by its Java name; null for a
   *     literal
   * @param value the segment's text as the event has it, whether or not it is a legal segment
   */
  public record TopicSegment(@Nullable String field, String value) {
    public TopicSegment {
      Objects.requireNonNull(value, "value");
    }
  }

  private record Reading<E>(@Nullable E event, @Nullable String mismatch) {}

  private static final Set<String> RESERVED_NAMES = Set.of("topic", "type", "metadata");
  private static final String WHOLE_DATA = "data";

  private static final ClassValue<EventSchema<?>> SCHEMAS =
      new ClassValue<>() {
        @Override
        protected EventSchema<?> computeValue(Class<?> type) {
          return new EventSchema<>(type.asSubclass(Event.class));
        }
      };

  private final Class<E> recordType;
  private final String instance;
  private final String name;
  private final int version;
  private final Components components;
  private final TopicTemplate topic;
  private final TypeTemplate type;
  private final @Nullable Component wholeData;
  private final Component[] dataComponents;
  private final List<Field> fields;

  private EventSchema(Class<E> recordType) {
    EventType annotation = recordType.getAnnotation(EventType.class);
    if (!recordType.isRecord() || annotation == null) {
      throw new IllegalArgumentException(recordType.getName() + " is not an event record");
    }
    this.recordType = recordType;
    try {
      this.instance = instanceOf(recordType);
      this.name = Names.snakeCase(recordType.getSimpleName());
      this.version = annotation.version();
      this.components = Components.of(recordType);
      this.topic = TopicTemplate.parse(annotation.topic(), components);
      this.type =
          TypeTemplate.parse(annotation.type().isEmpty() ? name : annotation.type(), components);
      this.wholeData = components.find(WHOLE_DATA);
      this.dataComponents =
          components.all().stream()
              .filter(component -> component != type.variable())
              .toArray(Component[]::new);
      this.fields = components.all().stream().map(this::field).toList();
      validate();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(recordType.getName() + ": " + e.getMessage(), e);
    }
  }

  private static String instanceOf(Class<?> recordType) {
    for (Class<?> family : recordType.getInterfaces()) {
      OnInstance annotation = family.getAnnotation(OnInstance.class);
      if (annotation != null) {
        return annotation.value();
      }
    }
    throw new IllegalArgumentException("no family with an instance");
  }

  private Field field(Component component) {
    return new Field(
        component.name(),
        component.kind(),
        component.required(),
        topic.binds(component),
        component == type.variable(),
        component.constants());
  }

  private void validate() {
    if (version < 1) {
      throw new IllegalArgumentException("the version must be at least 1, not " + version);
    }
    Set<String> names = new HashSet<>();
    for (Component component : components.all()) {
      String field = component.name();
      if (RESERVED_NAMES.contains(field) || !names.add(field)) {
        throw new IllegalArgumentException("component '" + field + "' is reserved or not unique");
      }
      if (wholeData != null
          && component != wholeData
          && component != type.variable()
          && !topic.binds(component)) {
        throw new IllegalArgumentException(
            "beside 'data', component '" + field + "' must be in the topic or the type");
      }
    }
    if (wholeData != null && (wholeData.kind() != Kind.OBJECT || !wholeData.required())) {
      throw new IllegalArgumentException("component 'data' must be a required map");
    }
  }

  /**
   * The schema of an event record.
   *
   * @throws IllegalArgumentException if the class is not an event record, a family for instance
   */
  @SuppressWarnings("unchecked")
  public static <E extends Event> EventSchema<E> of(Class<E> recordType) {
    return (EventSchema<E>) SCHEMAS.get(recordType);
  }

  /** The schema of this event's record. */
  @SuppressWarnings("unchecked")
  public static <E extends Event> EventSchema<E> of(E event) {
    return (EventSchema<E>) SCHEMAS.get(event.getClass());
  }

  /** All schemas, family by family in the order of the instances, then by record name. */
  public static Collection<EventSchema<?>> all() {
    return SchemaRegistry.all();
  }

  /**
   * The schema registered for exactly this type. Types that only a record with a dynamic type
   * stands for are not registered.
   *
   * @param instance the instance's name in full; unknown ones have no schemas
   * @param firstSegment the topic up to its first {@code :}
   */
  public static Optional<EventSchema<?>> find(String instance, String firstSegment, String type) {
    return SchemaRegistry.find(instance, firstSegment, type, false);
  }

  /** Whether some schema of that instance has that type; where not, {@link #find} has nothing. */
  public static boolean isRegistered(String instance, String type) {
    return SchemaRegistry.isRegistered(instance, type);
  }

  /**
   * As {@link #find}, but a type nobody registered gets the record with a dynamic type, where the
   * instance and first segment have one. Good for reading events, too lenient for refusing them.
   */
  public static Optional<EventSchema<?>> findOrDynamic(
      String instance, String firstSegment, String type) {
    return SchemaRegistry.find(instance, firstSegment, type, true);
  }

  /** The name of the instance the events belong to. */
  public String instance() {
    return instance;
  }

  public Class<E> recordType() {
    return recordType;
  }

  /** The record's name in snake_case; unique on its instance. */
  public String name() {
    return name;
  }

  /** The version of the data's schema, from 1. */
  public int version() {
    return version;
  }

  /** The topic with its variables: {@code subscription_health:{store_id}:{subscription_name}}. */
  public String topicTemplate() {
    return topic.template();
  }

  /** The type with its variable, if any: {@code {state}}. */
  public String typeTemplate() {
    return type.template();
  }

  /** The types its events can have, in order; empty if the type is dynamic. */
  public Set<String> types() {
    return type.types();
  }

  /** Whether the record stands for every type nobody else has on its first topic segment. */
  public boolean isDynamic() {
    return type.isDynamic();
  }

  /** The first segment of the topic, which is always a literal. */
  public String firstSegment() {
    return topic.firstSegment();
  }

  /** All components of the record in their order, those in topic and type included. */
  public List<Field> fields() {
    return fields;
  }

  /** Whether the data is the map of the component {@code data} and not made of the fields. */
  public boolean isWholeData() {
    return wholeData != null;
  }

  /** The segments of the event's topic, none of them checked. */
  public List<TopicSegment> topicSegments(E event) {
    return topic.segments(event);
  }

  /** The event's topic; legal if its {@link #topicSegments} are. */
  public String topic(E event) {
    return topic.topic(event);
  }

  /** Whether an event can have this type. */
  boolean hasType(String type) {
    return this.type.matches(type);
  }

  /** The event's type; unchecked if it is dynamic. */
  public String type(E event) {
    return type.type(event);
  }

  /**
   * The event as JSON-like data: an unmodifiable map in the order of the record's components. Open
   * components are left out, and so is what the type says already.
   */
  public Map<String, @Nullable Object> data(E event) {
    if (wholeData != null) {
      @SuppressWarnings("unchecked")
      var data = (Map<String, @Nullable Object>) Objects.requireNonNull(wholeData.get(event));
      return data;
    }
    Map<String, @Nullable Object> data = LinkedHashMap.newLinkedHashMap(dataComponents.length);
    for (Component component : dataComponents) {
      Object value = component.get(event);
      if (value != null) {
        data.put(component.name(), component.toData(value));
      }
    }
    return Collections.unmodifiableMap(data);
  }

  /**
   * The event that a message holds, the inverse of {@link #topic}, {@link #type} and {@link #data}.
   *
   * <p>A field is taken from the first place that has it and is not null: the topic, the type, the
   * data, the map {@code metadata} within the data, the message's metadata. Fields nobody knows are
   * passed over, and so is what the message's metadata holds under a field's name but in another
   * form, since it is the publisher's own. Numbers convert only if that changes nothing.
   *
   * @param data JSON-like
   * @param metadata the message's
   * @return empty where {@link #mismatch} tells a reason
   */
  public Optional<E> read(
      String topic,
      String type,
      @Nullable Object data,
      Map<String, ? extends @Nullable Object> metadata) {
    return Optional.ofNullable(reading(topic, type, data, metadata).event());
  }

  /**
   * The first reason why a message does not hold an event of this schema, for the one who published
   * it: {@code field 'restart_count' must be a whole number, not "x"}. Takes what {@link #read}
   * takes.
   *
   * @return empty if it does
   */
  public Optional<String> mismatch(
      String topic,
      String type,
      @Nullable Object data,
      Map<String, ? extends @Nullable Object> metadata) {
    return Optional.ofNullable(reading(topic, type, data, metadata).mismatch());
  }

  private Reading<E> reading(
      String topicText,
      String typeText,
      @Nullable Object data,
      Map<String, ? extends @Nullable Object> metadata) {
    @Nullable String[] bound = new @Nullable String[components.all().size()];
    String mismatch = topic.bind(topicText, bound);
    if (mismatch == null) {
      mismatch = type.bind(typeText, bound);
    }
    if (mismatch == null && data != null && !(data instanceof Map)) {
      mismatch = "data must be an object, not " + Mismatches.shown(data);
    }
    if (mismatch != null) {
      return new Reading<>(null, mismatch);
    }
    var source = new FieldSource(data instanceof Map<?, ?> map ? map : Map.of(), metadata);
    @Nullable Object[] values = new @Nullable Object[bound.length];
    for (Component component : components.all()) {
      String text = bound[component.index()];
      Object raw;
      if (text != null) {
        raw = text;
      } else if (component == wholeData) {
        raw = source.data();
      } else {
        raw = source.find(component);
      }
      Object value = raw == null ? null : component.fromData(raw);
      if (value == null && (raw != null || component.required())) {
        return new Reading<>(null, Mismatches.of(component, raw));
      }
      values[component.index()] = value;
    }
    try {
      return new Reading<>(recordType.cast(components.construct(values)), null);
    } catch (IllegalArgumentException e) {
      return new Reading<>(null, e.getMessage());
    }
  }

  @Override
  public String toString() {
    return instance + '/' + name + " v" + version + ' ' + Arrays.toString(types().toArray());
  }
}
