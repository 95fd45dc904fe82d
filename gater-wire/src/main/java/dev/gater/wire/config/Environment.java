package dev.gater.wire.config;

import dev.gater.ConfigException;
import dev.gater.InstanceName;
import dev.gater.spi.Nearest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The environment variables that override the file: {@code GATER_INSTANCES_METRICS_RING}. Instances
 * and keys may both have {@code _} in their names, so a name is read from its end, by the longest
 * key for which what remains is an instance.
 */
final class Environment {
  static final String NODE = "GATER_NODE";
  static final String DATA = "GATER_DATA";
  static final String SELF_REPORTS = "GATER_SELF_REPORTS";
  static final String PREFIX = "GATER_INSTANCES_";

  private static final List<PolicyKey> LONGEST_FIRST =
      Arrays.stream(PolicyKey.values())
          .sorted(Comparator.comparingInt((PolicyKey key) -> -key.variable().length()))
          .toList();

  private Environment() {}

  /** The value of a variable. */
  static YamlValue value(String variable, String text) {
    YamlValue value = Yaml.parse(_ -> "environment variable " + variable, text);
    if (value == null || value.isNull()) {
      throw error(variable, "it is empty; give it a value or unset it");
    }
    return value;
  }

  /** Tells the instances what the environment says of them. */
  static void override(Instances instances, Map<String, String> environment, Problems problems) {
    new TreeMap<>(environment)
        .forEach((variable, text) -> {
          if (variable.startsWith(PREFIX)) {
            problems.collect(() -> override(instances, variable, text));
          }
        });
  }

  private static void override(Instances instances, String variable, String text) {
    String rest = variable.substring(PREFIX.length());
    for (PolicyKey key : LONGEST_FIRST) {
      if (rest.endsWith('_' + key.variable())) {
        String name = rest.substring(0, rest.length() - key.variable().length() - 1);
        String instance = canonical(name.toLowerCase(Locale.ROOT));
        if (instances.names().contains(instance)) {
          instances.override(instance, key, value(variable, text));
          return;
        }
      }
    }
    throw error(variable, unknown(rest, instances.names()));
  }

  private static String canonical(String name) {
    try {
      return InstanceName.parse(name);
    } catch (IllegalArgumentException illegal) {
      return name; // which no instance has
    }
  }

  private static String unknown(String rest, Set<String> names) {
    List<String> known =
        names.stream()
            .flatMap(name ->
                Arrays.stream(PolicyKey.values())
                    .map(key -> name.toUpperCase(Locale.ROOT) + '_' + key.variable()))
            .map(end -> PREFIX + end)
            .toList();
    String hint = Nearest.hint(PREFIX + rest, known);
    return "no such instance and key"
        + (hint.startsWith("; did you mean")
            ? hint
            : "; the form is GATER_INSTANCES_<NAME>_<KEY>, such as GATER_INSTANCES_METRICS_RING,"
                + " and the instances are "
                + String.join(", ", names));
  }

  static ConfigException error(String variable, String reason) {
    return new ConfigException("environment variable " + variable + ": " + reason);
  }
}
