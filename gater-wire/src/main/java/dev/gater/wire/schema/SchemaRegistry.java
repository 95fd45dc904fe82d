package dev.gater.wire.schema;

import dev.gater.InstanceName;
import dev.gater.event.EventSchema;
import dev.gater.spi.SchemaCheck;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The current schemas by instance, first topic segment and type, and the upcasters that lead to
 * them. Gater's own event types are always in it; users add theirs. Immutable once built, safe for
 * any thread.
 *
 * <p>As a {@link SchemaCheck} it lets pass what nobody registered and what claims a newer version
 * than it knows; older data fits if it can be brought up and fits then.
 */
public final class SchemaRegistry implements SchemaCheck {
  private static final SchemaRegistry KNOWN = new Builder().build();

  private record Key(String instance, String firstSegment, String type) {
    @Override
    public String toString() {
      return type + " on " + instance + '/' + firstSegment;
    }
  }

  private record Step(Key key, int from) {}

  /**
   * Data and the version that it follows now.
   *
   * @param version 0 if that is the current one of a type nobody registered
   */
  public record Upcast(int version, @Nullable Object data) {}

  private final Map<Key, Schema> added;
  private final Map<Step, Upcaster> upcasters;

  private SchemaRegistry(Map<Key, Schema> added, Map<Step, Upcaster> upcasters) {
    this.added = Collections.unmodifiableMap(new LinkedHashMap<>(added));
    this.upcasters = Map.copyOf(upcasters);
  }

  /** Gater's own event types alone. */
  public static SchemaRegistry known() {
    return KNOWN;
  }

  /** Begins with Gater's own event types. */
  public static Builder builder() {
    return new Builder();
  }

  /** All schemas: Gater's own, then the added ones in the order of their registration. */
  public List<Schema> all() {
    List<Schema> all = new ArrayList<>();
    EventSchema.all().forEach(schema -> all.add(Schema.of(schema)));
    added.values().stream().distinct().forEach(all::add);
    return Collections.unmodifiableList(all);
  }

  /**
   * The current schema of exactly this type.
   *
   * @param instance a canonical name
   */
  public Optional<Schema> find(String instance, String topic, String type) {
    String firstSegment = Schema.firstSegment(topic);
    Schema schema = added.get(new Key(instance, firstSegment, type));
    return schema != null
        ? Optional.of(schema)
        : EventSchema.find(instance, firstSegment, type).map(Schema::of);
  }

  /** The current version of a type, or empty if nobody registered it. */
  public OptionalInt version(String instance, String topic, String type) {
    return version(new Key(instance, Schema.firstSegment(topic), type));
  }

  private OptionalInt version(Key key) {
    Schema schema = added.get(key);
    if (schema != null) {
      return OptionalInt.of(schema.version());
    }
    return EventSchema.find(key.instance(), key.firstSegment(), key.type())
        .map(known -> OptionalInt.of(known.version()))
        .orElseGet(OptionalInt::empty);
  }

  /**
   * Brings data up to the current version of its type, one version after the other. Data of a type
   * that nobody registered, or of a newer version than the current one, stays as it is with its
   * version; so does null.
   *
   * @param version the one that the data follows, 0 for the current one
   * @throws UpcastException if an upcaster is missing or fails
   */
  public Upcast upcast(
      String instance, String topic, String type, int version, @Nullable Object data) {
    Key key = new Key(instance, Schema.firstSegment(topic), type);
    int current = version == 0 ? 0 : version(key).orElse(0);
    if (version >= current) {
      return new Upcast(version, data);
    }
    Object upcast = data;
    for (int from = version; from < current; from++) {
      upcast = step(key, from, current, upcast);
    }
    return new Upcast(current, upcast);
  }

  private @Nullable Object step(Key key, int from, int current, @Nullable Object data) {
    Upcaster upcaster = upcasters.get(new Step(key, from));
    if (upcaster == null) {
      throw new UpcastException(
          "no upcaster brings "
              + key
              + " from schema version "
              + from
              + " to "
              + (from + 1)
              + " (the current one is "
              + current
              + "); register one");
    }
    if (data == null) {
      return null;
    }
    if (!(data instanceof Map<?, ?>)) {
      throw new UpcastException(
          "data must be an object to be brought up from schema version " + from);
    }
    @SuppressWarnings("unchecked") // JSON-like maps have strings as keys
    Map<String, @Nullable Object> copy = new LinkedHashMap<>((Map<String, @Nullable Object>) data);
    try {
      return Objects.requireNonNull(upcaster.upcast(copy), "the upcaster answered null");
    } catch (RuntimeException failed) { // a user's code
      throw new UpcastException(
          "the upcaster of " + key + " from schema version " + from + " failed: " + failed, failed);
    }
  }

  /**
   * The first version between the two, inclusive and exclusive, from which no upcaster leads on.
   */
  OptionalInt missingUpcaster(String instance, String firstSegment, String type, int from, int to) {
    Key key = new Key(instance, firstSegment, type);
    for (int version = from; version < to; version++) {
      if (!upcasters.containsKey(new Step(key, version))) {
        return OptionalInt.of(version);
      }
    }
    return OptionalInt.empty();
  }

  @Override
  public Optional<String> mismatch(
      String instance,
      String topic,
      String type,
      int version,
      @Nullable Object data,
      Map<String, ?> metadata) {
    Key key = new Key(instance, Schema.firstSegment(topic), type);
    OptionalInt current = version(key);
    if (current.isEmpty() || version > current.getAsInt()) {
      return Optional.empty();
    }
    Object upcast;
    try {
      upcast = upcast(instance, topic, type, version, data).data();
    } catch (UpcastException cannot) {
      return Optional.of(cannot.getMessage());
    }
    Schema schema = added.get(key);
    return schema != null
        ? FieldCheck.mismatch(schema, upcast)
        : EventSchema.find(instance, key.firstSegment(), type)
            .flatMap(known -> known.mismatch(topic, type, upcast, metadata));
  }

  /** Collects schemas and upcasters. Not safe for use by several threads. */
  public static final class Builder {
    private final Map<Key, Schema> added = new LinkedHashMap<>();
    private final Map<Step, Upcaster> upcasters = new HashMap<>();

    private Builder() {}

    /**
     * Adds the current schema of its types.
     *
     * @throws IllegalArgumentException if it has no types or one of them has a schema already
     */
    public Builder register(Schema schema) {
      if (schema.types().isEmpty()) {
        throw new IllegalArgumentException(schema.name() + " has no types to register it for");
      }
      for (String type : schema.types()) {
        Key key = new Key(schema.instance(), schema.firstSegment(), type);
        boolean known = EventSchema.find(key.instance(), key.firstSegment(), type).isPresent();
        if (known || added.putIfAbsent(key, schema) != null) {
          throw new IllegalArgumentException(key + " has a schema already");
        }
      }
      return this;
    }

    /**
     * Adds the way of a type's data from a version to the next.
     *
     * @param topic a topic of the type, its template or its first segment: only that one counts
     * @throws IllegalArgumentException if there is one already or the version is not at least 1
     */
    public Builder upcaster(
        String instance, String topic, String type, int from, Upcaster upcaster) {
      Key key = new Key(InstanceName.parse(instance), Schema.firstSegment(topic), type);
      if (from < 1) {
        throw new IllegalArgumentException("schema versions begin with 1, not " + from);
      }
      if (upcasters.putIfAbsent(new Step(key, from), upcaster) != null) {
        throw new IllegalArgumentException(
            key + " has an upcaster from version " + from + " already");
      }
      return this;
    }

    /**
     * The registry.
     *
     * @throws IllegalStateException if an upcaster leads to a version that its type does not have
     */
    public SchemaRegistry build() {
      SchemaRegistry registry = new SchemaRegistry(added, upcasters);
      for (Step step : upcasters.keySet()) {
        int current = registry.version(step.key()).orElse(0);
        if (step.from() >= current) {
          throw new IllegalStateException(
              "an upcaster leads from version "
                  + step.from()
                  + " of "
                  + step.key()
                  + ", whose current version is "
                  + (current == 0 ? "not registered" : current));
        }
      }
      return registry;
    }
  }
}
