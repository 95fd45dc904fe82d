package dev.gater.event;

import dev.gater.event.EventSchema.Kind;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One component of an event record, and the way of its value to JSON-like data and back. */
final class Component {
  private static final MethodType GETTER = MethodType.methodType(Object.class, Object.class);

  private final int index;
  private final String javaName;
  private final String name;
  private final Kind kind;
  private final boolean required;
  private final Map<String, Object> constants;
  private final List<String> constantNames;
  private final Map<Object, String> namesByConstant = new HashMap<>();
  private final Method accessor;

  /**
   * Made when first needed: the handles of all records together took longer (170 ms of processor
   * time at a program's start) than everything else about schemas. Threads may race to make it: a
   * handle is immutable and any of them will do.
   */
  private @Nullable MethodHandle getter;

  private Component(int index, RecordComponent component, Map<String, Object> constants) {
    this.index = index;
    this.javaName = component.getName();
    this.name = Names.snakeCase(javaName);
    this.kind = kindOf(component.getGenericType());
    // Needs JSpecify at run time: without it the JVM forgets the annotation without a word, and the
    // class literal here makes that a NoClassDefFoundError.
    this.required = !component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    this.constants = constants;
    this.constantNames = List.copyOf(constants.keySet());
    this.accessor = component.getAccessor();
    constants.forEach((text, constant) -> namesByConstant.put(constant, text));
  }

  /**
   * @throws IllegalArgumentException if no field can have the component's type
   */
  static Component of(RecordComponent component, int index) {
    Map<String, Object> constants = new LinkedHashMap<>();
    if (component.getType().isEnum()) {
      for (Object constant : component.getType().getEnumConstants()) {
        constants.put(Names.of((Enum<?>) constant), constant);
      }
    }
    return new Component(index, component, constants);
  }

  private static Kind kindOf(Type type) {
    if (type instanceof Class<?> c) {
      if (c.isEnum()) {
        return Kind.ENUM;
      }
      if (c == String.class) {
        return Kind.STRING;
      }
      if (c == Instant.class) {
        return Kind.INSTANT;
      }
      if (c == boolean.class || c == Boolean.class) {
        return Kind.BOOLEAN;
      }
      if (c == int.class || c == Integer.class) {
        return Kind.INT;
      }
      if (c == long.class || c == Long.class) {
        return Kind.LONG;
      }
      if (c == double.class || c == Double.class) {
        return Kind.DOUBLE;
      }
    } else if (type instanceof ParameterizedType p) {
      List<Type> arguments = Arrays.asList(p.getActualTypeArguments());
      if (p.getRawType() == List.class && arguments.equals(List.of(String.class))) {
        return Kind.STRINGS;
      }
      if (p.getRawType() == Map.class && arguments.equals(List.of(String.class, Object.class))) {
        return Kind.OBJECT;
      }
    }
    throw new IllegalArgumentException("no component can be a " + type.getTypeName());
  }

  int index() {
    return index;
  }

  String javaName() {
    return javaName;
  }

  String name() {
    return name;
  }

  Kind kind() {
    return kind;
  }

  boolean required() {
    return required;
  }

  List<String> constants() {
    return constantNames;
  }

  @Nullable Object get(Object event) {
    try {
      MethodHandle handle = getter;
      if (handle == null) {
        handle = MethodHandles.lookup().unreflect(accessor).asType(GETTER);
        getter = handle;
      }
      return (@Nullable Object) handle.invokeExact(event);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** The text that stands for the event's value in topic or type; for required ones only. */
  String text(Object event) {
    Object value = Objects.requireNonNull(get(event));
    return kind == Kind.ENUM ? nameOf(value) : (String) value;
  }

  private String nameOf(Object constant) {
    return Objects.requireNonNull(namesByConstant.get(constant));
  }

  Object toData(Object value) {
    return switch (kind) {
      case ENUM -> nameOf(value);
      case INSTANT -> value.toString();
      case DOUBLE -> Double.isFinite((Double) value) ? value : value.toString();
      case STRING, BOOLEAN, INT, LONG, STRINGS, OBJECT -> value;
    };
  }

  /** The component's value for a JSON-like one; null if there is none. */
  @Nullable Object fromData(Object raw) {
    return switch (kind) {
      case STRING -> raw instanceof String ? raw : null;
      case BOOLEAN -> raw instanceof Boolean ? raw : null;
      case INT -> ExactNumbers.toInt(raw);
      case LONG -> ExactNumbers.toLong(raw);
      case DOUBLE -> ExactNumbers.toDouble(raw);
      case INSTANT -> instant(raw);
      case ENUM -> raw instanceof String ? constants.get(raw) : null;
      case STRINGS -> isAll(raw instanceof List<?> list ? list : null) ? raw : null;
      case OBJECT -> isAll(raw instanceof Map<?, ?> map ? map.keySet() : null) ? raw : null;
    };
  }

  private static boolean isAll(@Nullable Iterable<?> values) {
    if (values == null) {
      return false;
    }
    for (Object value : values) {
      if (!(value instanceof String)) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable Instant instant(Object raw) {
    if (raw instanceof String text) {
      try {
        return Instant.parse(text);
      } catch (DateTimeException e) {
        return null;
      }
    }
    Long millis = ExactNumbers.toLong(raw);
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }
}
