package dev.gater.event;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events of any record, made by reflection. */
final class Samples {
  private Samples() {}

  /** An event with a value in every component, different for each. */
  static Event full(Class<? extends Event> recordType) {
    return make(recordType, false);
  }

  /** An event with nothing in the optional components. */
  static Event required(Class<? extends Event> recordType) {
    return make(recordType, true);
  }

  private static Event make(Class<? extends Event> recordType, boolean onlyRequired) {
    RecordComponent[] components = recordType.getRecordComponents();
    @Nullable Object[] values = new @Nullable Object[components.length];
    for (int i = 0; i < components.length; i++) {
      boolean optional = components[i].getAnnotatedType().isAnnotationPresent(Nullable.class);
      values[i] = optional && onlyRequired ? null : value(components[i], i);
    }
    try {
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      return recordType.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static Object value(RecordComponent component, int i) {
    Class<?> type = component.getType();
    if (type.isEnum()) {
      Object[] constants = type.getEnumConstants();
      return constants[i % constants.length];
    } else if (component.getGenericType() instanceof ParameterizedType) {
      return type == List.class ? List.of("a" + i, "", "ü\n:*") : object(i);
    } else if (type == String.class) {
      return "text_" + i;
    } else if (type == Instant.class) {
      return Instant.parse("2023-01-01T00:00:00.123456789Z").plusSeconds(i);
    } else if (type == boolean.class || type == Boolean.class) {
      return i % 2 == 0;
    } else if (type == int.class || type == Integer.class) {
      return Integer.MIN_VALUE + i;
    } else if (type == long.class || type == Long.class) {
      return Long.MAX_VALUE - i;
    } else if (type == double.class || type == Double.class) {
      return 0.1 + i;
    }
    throw new AssertionError("no sample of " + component);
  }

  private static Map<String, @Nullable Object> object(int i) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("z", i);
    map.put("nothing", null);
    map.put("long", new BigInteger("123456789012345678901234567890"));
    map.put("exact", new BigDecimal("0.10000000000000000000000001"));
    map.put("a", Arrays.asList(1L, null, Map.of("deep", List.of(true))));
    return map;
  }
}
