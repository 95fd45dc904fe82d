package dev.gater.wire.config;

import dev.gater.GaterConfig;
import dev.gater.Policy;
import dev.gater.wire.json.Json;
import java.util.Map;

/** Writes a configuration as the YAML that {@link YamlConfigReader} reads to an equal one. */
public final class YamlConfigWriter {
  private YamlConfigWriter() {}

  /**
   * All of it, every key of every instance. The check of schemas and the clock are code and not in
   * it.
   */
  public static String text(GaterConfig config) {
    StringBuilder yaml = new StringBuilder();
    yaml.append(YamlConfigReader.NODE).append(": ").append(quoted(config.node())).append('\n');
    if (config.data() != null) {
      yaml.append(YamlConfigReader.DATA)
          .append(": ")
          .append(quoted(config.data().toString()))
          .append('\n');
    }
    yaml.append(YamlConfigReader.SELF_REPORTS)
        .append(": ")
        .append(config.selfReports())
        .append('\n');
    yaml.append(YamlConfigReader.INSTANCES).append(":\n");
    for (Map.Entry<String, Policy> instance : config.policies().entrySet()) {
      // No key for what it is like: a custom instance is so complete in itself.
      yaml.append("  ").append(instance.getKey()).append(":\n");
      for (PolicyKey key : PolicyKey.values()) {
        String value = key.show(instance.getValue());
        if (!value.isEmpty()) {
          yaml.append("    ").append(key.key()).append(": ").append(value).append('\n');
        }
      }
    }
    return yaml.toString();
  }

  /** A name that is plain in YAML as well as here, or else in double quotes. */
  private static String quoted(String name) {
    if (name.matches("[a-z]([a-z0-9._-]*[a-z0-9])?") && !name.matches("true|false|null")) {
      return name;
    }
    StringBuilder quoted = new StringBuilder();
    Json.text(name)
        .codePoints()
        .forEach(c -> {
          // YAML has the escapes of JSON, but takes a surrogate for a character of its own.
          if (c > '~') {
            quoted.append(String.format("\\U%08x", c));
          } else {
            quoted.appendCodePoint(c);
          }
        });
    return quoted.toString();
  }
}
