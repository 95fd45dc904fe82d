package dev.gater.event;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Deep, unmodifiable copies of JSON-like maps. {@code Map.copyOf} will not do: it forgets the order
 * and refuses null values, and JSON has both.
 */
final class Frozen {
  /** Deeper than any parser of JSON goes by default, and far from a stack overflow. */
  static final int MAX_DEPTH = 1_000;

  private Frozen() {}

  /**
   * A copy in the same order that shares nothing modifiable with the original as far as maps and
   * lists go; other values are taken as they are.
   *
   * @throws IllegalArgumentException if maps and lists nest deeper than {@link #MAX_DEPTH}, as they
   *     do if one contains itself
   */
  static Map<String, @Nullable Object> map(Map<String, ? extends @Nullable Object> original) {
    return map(original, 1);
  }

  private static <K> Map<K, @Nullable Object> map(
      Map<K, ? extends @Nullable Object> original, int depth) {
    Map<K, @Nullable Object> copy = LinkedHashMap.newLinkedHashMap(original.size());
    original.forEach((key, value) -> copy.put(key, value(value, depth + 1)));
    return Collections.unmodifiableMap(copy);
  }

  private static @Nullable Object value(@Nullable Object value, int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException("data nests deeper than " + MAX_DEPTH + " levels");
    }
    return switch (value) {
      case Map<?, ?> map -> map(map, depth);
      case List<?> list -> {
        List<@Nullable Object> copy = new ArrayList<>(list.size());
        for (Object element : list) {
          copy.add(value(element, depth + 1));
        }
        yield Collections.unmodifiableList(copy);
      }
      case null, default -> value;
    };
  }
}
