package dev.gater.wire.config;

import dev.gater.Retention;
import dev.gater.WhenFull;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The values of a policy that are more than a number, from YAML and to it. */
final class PolicyValues {
  private PolicyValues() {}

  static WhenFull whenFull(String key, YamlValue value) {
    if (value.isMap()) {
      YamlValue wait = value.fields(key, List.of("wait")).get("wait");
      if (wait != null) {
        return WhenFull.waitFor(wait.duration("wait"));
      }
    } else if (value.text().orElse("").equals("refuse")) {
      return WhenFull.refuse();
    }
    throw value.error(key + " must be refuse or { wait: 5s }");
  }

  static String whenFull(WhenFull whenFull) {
    return whenFull instanceof WhenFull.Wait wait
        ? "{ wait: " + Durations.format(wait.atMost()) + " }"
        : "refuse";
  }

  static Retention keep(String key, YamlValue value) {
    if (!value.isMap()) {
      return switch (value.text().orElse("")) {
        case "forever" -> Retention.forever();
        case "nothing" -> Retention.nothing();
        default ->
            throw value.error(
                key + " must be forever, nothing or { age: 15m, bytes: 512MiB, count: 1000 }");
      };
    }
    Map<String, YamlValue> bounds = value.fields(key, List.of("age", "bytes", "count"));
    if (bounds.isEmpty()) {
      throw value.error(key + " needs age, bytes or count; say forever to keep everything");
    }
    Retention keep = Retention.forever();
    for (Map.Entry<String, YamlValue> bound : bounds.entrySet()) {
      keep =
          switch (bound.getKey()) {
            case "age" -> keep.age(bound.getValue().duration("age"));
            case "bytes" -> keep.size(bound.getValue().size("bytes"));
            default -> keep.count(bound.getValue().whole("count"));
          };
    }
    return keep;
  }

  static String keep(Retention keep) {
    if (keep.equals(Retention.nothing())) {
      return "nothing";
    }
    StringBuilder bounds = new StringBuilder();
    keep.age().ifPresent(age -> bounds.append(", age: ").append(Durations.format(age)));
    keep.size().ifPresent(size -> bounds.append(", bytes: ").append(size));
    if (keep.count() != Long.MAX_VALUE) {
      bounds.append(", count: ").append(keep.count());
    }
    return bounds.isEmpty() ? "forever" : "{ " + bounds.substring(2) + " }";
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static String words(Enum<?>[] constants) {
    StringBuilder words = new StringBuilder();
    for (Enum<?> constant : constants) {
      words.append(words.isEmpty() ? "`" : ", `").append(word(constant)).append('`');
    }
    return words.toString();
  }

  static <T extends Enum<T>> Map<String, T> byWord(T[] constants) {
    Map<String, T> words = new LinkedHashMap<>();
    for (T constant : constants) {
      words.put(word(constant), constant);
    }
    return words;
  }

  /** Two words, for false and for true. */
  static Map<String, Boolean> choice(String no, String yes) {
    Map<String, Boolean> words = new LinkedHashMap<>();
    words.put(no, false);
    words.put(yes, true);
    return words;
  }
}
