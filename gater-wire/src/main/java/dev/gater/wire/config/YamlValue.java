package dev.gater.wire.config;

import dev.gater.ConfigException;
import dev.gater.DataSize;
import dev.gater.spi.Nearest;
import dev.gater.wire.config.Yaml.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A value in a configuration, with its place. Each reading method takes the name of the key that
 * the value is for, and throws {@link ConfigException} with place, reason and cure if it is another
 * sort of value.
 */
record YamlValue(Origin origin, Node node) {

  /**
   * A key of a map with its place.
   *
   * @param name the key's text
   * @param key the key itself
   */
  record Entry(String name, YamlValue key, YamlValue value) {}

  ConfigException error(String reason) {
    return new ConfigException(origin.of(node) + ": " + reason);
  }

  private ConfigException mustBe(String key, String what) {
    return error(key + " must be " + what + ", not " + shown());
  }

  /** Whether nothing is said. */
  boolean isNull() {
    return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
  }

  boolean isMap() {
    return node instanceof MappingNode;
  }

  /** A string, or a number or the like as it is written. */
  Optional<String> text() {
    return node instanceof ScalarNode scalar && !isNull()
        ? Optional.of(scalar.getValue())
        : Optional.empty();
  }

  String text(String key, String what) {
    return text().orElseThrow(() -> mustBe(key, what));
  }

  boolean bool(String key) {
    String text = text(key, "true or false");
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw mustBe(key, "true or false");
    };
  }

  long whole(String key) {
    String text = text(key, "a whole number");
    try {
      if (text.matches("[0-9]+")) {
        return Long.parseLong(text);
      }
    } catch (NumberFormatException tooLarge) {
      throw mustBe(key, "less than 2^63");
    }
    throw mustBe(key, "a whole number from 0");
  }

  int integer(String key) {
    long whole = whole(key);
    if (whole != (int) whole) {
      throw mustBe(key, "less than 2^31");
    }
    return (int) whole;
  }

  Duration duration(String key) {
    String text = text(key, "a duration, " + Durations.FORM);
    try {
      Duration duration = Durations.parse(text);
      if (duration.isPositive()) {
        return duration;
      }
    } catch (IllegalArgumentException illegal) {
      throw error(key + ": " + illegal.getMessage());
    }
    throw mustBe(key, "longer than nothing");
  }

  DataSize size(String key) {
    String text = text(key, "a size such as 512MiB");
    try {
      return DataSize.parse(text);
    } catch (IllegalArgumentException illegal) {
      throw error(key + ": " + illegal.getMessage());
    }
  }

  /** One of a few words. */
  <T> T oneOf(String key, Map<String, T> words) {
    String text = text(key, String.join(" or ", words.keySet()));
    T meant = words.get(text);
    if (meant == null) {
      throw error("unknown " + key + " '" + text + "'" + Nearest.hint(text, words.keySet()));
    }
    return meant;
  }

  /** The entries of a map, whose keys are strings. */
  List<Entry> entries(String key) {
    if (isNull()) {
      return List.of();
    }
    if (!(node instanceof MappingNode map)) {
      throw mustBe(key, "a map of keys and values");
    }
    List<Entry> entries = new ArrayList<>();
    for (NodeTuple tuple : map.getValue()) {
      YamlValue name = new YamlValue(origin, tuple.getKeyNode());
      entries.add(
          new Entry(
              name.text("a key of " + key, "a name"),
              name,
              new YamlValue(origin, tuple.getValueNode())));
    }
    return entries;
  }

  /** The values of a map that has only these keys, each at most once and none without a value. */
  Map<String, YamlValue> fields(String key, Collection<String> known) {
    Map<String, YamlValue> fields = new LinkedHashMap<>();
    for (Entry entry : entries(key)) {
      if (!known.contains(entry.name())) {
        throw entry
            .key()
            .error(
                "unknown key '" + entry.name() + "' in " + key + Nearest.hint(entry.name(), known));
      }
      if (fields.put(entry.name(), entry.value()) != null) {
        throw entry.key().error("'" + entry.name() + "' is there twice in " + key);
      }
    }
    return fields;
  }

  private String shown() {
    return switch (node) {
      case ScalarNode _ when isNull() -> "empty";
      case ScalarNode scalar -> "'" + scalar.getValue() + "'";
      case SequenceNode _ -> "a list";
      default -> "a map";
    };
  }
}
