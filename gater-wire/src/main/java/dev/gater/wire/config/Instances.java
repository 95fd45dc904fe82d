package dev.gater.wire.config;

import dev.gater.InstanceName;
import dev.gater.Policy;
import dev.gater.spi.Nearest;
import dev.gater.wire.config.YamlValue.Entry;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** What is said of each instance, by its canonical name, and the policies that come of it. */
final class Instances {
  private final Problems problems;
  private final Map<String, Map<PolicyKey, YamlValue>> said = new LinkedHashMap<>();
  private final Map<String, YamlValue> places = new HashMap<>();
  private final Map<String, Policy> resolved = new HashMap<>();

  Instances(Problems problems) {
    this.problems = problems;
  }

  /** Takes what the file says of an instance. */
  void add(Entry entry) {
    String name = name(entry.key(), entry.name());
    if (places.putIfAbsent(name, entry.key()) != null) {
      throw entry.key().error("the instance '" + name + "' is there twice");
    }
    Map<PolicyKey, YamlValue> settings = new EnumMap<>(PolicyKey.class);
    said.put(name, settings);
    for (Entry setting : entry.value().entries("instance " + name)) {
      problems.collect(() -> set(settings, setting));
    }
    boolean isNew = !InstanceName.DEDICATED.contains(name) && !settings.containsKey(PolicyKey.LIKE);
    String hint = isNew ? Nearest.hint(name, InstanceName.DEDICATED) : "";
    if (hint.startsWith("; did you mean")) {
      // Else a mistyped name would quietly become an instance that nobody publishes on.
      throw entry
          .key()
          .error("no instance '" + name + "'" + hint + " (a custom one of that name needs 'like')");
    }
  }

  private static void set(Map<PolicyKey, YamlValue> settings, Entry setting) {
    PolicyKey key =
        PolicyKey.find(setting.name())
            .orElseThrow(() ->
                setting
                    .key()
                    .error(
                        "unknown key '"
                            + setting.name()
                            + "'"
                            + Nearest.hint(setting.name(), PolicyKey.keys())));
    if (setting.value().isNull()) {
      throw setting.key().error(key.key() + " has no value");
    }
    if (settings.putIfAbsent(key, setting.value()) != null) {
      throw setting.key().error("'" + key.key() + "' is there twice");
    }
  }

  /** Takes what the environment says; it goes before the file. */
  void override(String instance, PolicyKey key, YamlValue value) {
    said.computeIfAbsent(instance, _ -> new EnumMap<>(PolicyKey.class)).put(key, value);
  }

  /** The ten and those of the file. */
  Set<String> names() {
    Set<String> names = new LinkedHashSet<>(InstanceName.DEDICATED);
    names.addAll(said.keySet());
    return names;
  }

  /** The policies of all instances of which something is said. */
  Map<String, Policy> policies() {
    Map<String, Policy> policies = new LinkedHashMap<>();
    for (String name : said.keySet()) {
      policies.put(name, policy(name, List.of()));
    }
    return policies;
  }

  private Policy policy(String name, List<String> waiting) {
    Policy known = resolved.get(name);
    if (known != null) {
      return known;
    }
    Map<PolicyKey, YamlValue> settings = said.getOrDefault(name, Map.of());
    Policy policy = problems.collect(start(name), () -> base(name, settings, waiting));
    for (Map.Entry<PolicyKey, YamlValue> setting : settings.entrySet()) {
      Policy before = policy;
      policy = problems.collect(before, () -> setting.getKey().apply(before, setting.getValue()));
    }
    resolved.put(name, policy);
    return policy;
  }

  private static Policy start(String name) {
    return Policy.of(InstanceName.DEDICATED.contains(name) ? name : "events");
  }

  private Policy base(String name, Map<PolicyKey, YamlValue> settings, List<String> waiting) {
    YamlValue like = settings.get(PolicyKey.LIKE);
    if (like == null && InstanceName.DEDICATED.contains(name)) {
      return Policy.of(name);
    }
    String model = like == null ? "events" : model(like);
    List<String> chain = Stream.concat(waiting.stream(), Stream.of(name)).toList();
    if (chain.contains(model)) {
      List<String> circle = new ArrayList<>(chain.subList(chain.indexOf(model), chain.size()));
      circle.add(model);
      // Without 'like' it is a custom one, of which the file has said something.
      YamlValue place = like == null ? Objects.requireNonNull(places.get(name)) : like;
      throw place.error("'like' goes in a circle: " + String.join(" is like ", circle));
    }
    return policy(model, chain);
  }

  private String model(YamlValue like) {
    String name = name(like, like.text("like", "an instance's name"));
    if (!names().contains(name)) {
      throw like.error("like: no instance '" + name + "'" + Nearest.hint(name, names()));
    }
    return name;
  }

  private static String name(YamlValue place, String name) {
    try {
      return InstanceName.parse(name);
    } catch (IllegalArgumentException illegal) {
      throw place.error(String.valueOf(illegal.getMessage()));
    }
  }
}
