package dev.gater.event;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The components of a record in order, and the way to make one of them. */
final class Components {
  private static final MethodType CONSTRUCTOR = MethodType.methodType(Object.class, Object[].class);

  private final List<Component> all;
  private final Constructor<?> declared;

  /** Made when first needed, like a component's getter. */
  private @Nullable MethodHandle constructor;

  private Components(List<Component> all, Constructor<?> declared) {
    this.all = all;
    this.declared = declared;
  }

  /**
   * @throws IllegalArgumentException if a component has a type no field can have
   */
  static Components of(Class<?> recordType) {
    RecordComponent[] components = recordType.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    List<Component> all = new ArrayList<>(components.length);
    for (RecordComponent component : components) {
      all.add(Component.of(component, all.size()));
    }
    try {
      return new Components(List.copyOf(all), recordType.getDeclaredConstructor(types));
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException("the record has no canonical constructor", e);
    }
  }

  List<Component> all() {
    return all;
  }

  /** The component of this name in snake_case; null if there is none. */
  @Nullable Component find(String name) {
    for (Component component : all) {
      if (component.name().equals(name)) {
        return component;
      }
    }
    return null;
  }

  /**
   * The component that a variable of a template stands for.
   *
   * @throws IllegalArgumentException if there is none or it can be no variable
   */
  Component variable(String name) {
    Component component = find(name);
    if (component == null) {
      throw new IllegalArgumentException("no component for the variable {" + name + "}");
    }
    boolean isText =
        component.kind() == EventSchema.Kind.STRING || component.kind() == EventSchema.Kind.ENUM;
    if (!isText || !component.required()) {
      throw new IllegalArgumentException(
          "component '" + name + "' must be a required String or enum to be a variable");
    }
    return component;
  }

  /**
   * @param values one for each component, of its type
   * @throws RuntimeException as the record's constructor does
   */
  Object construct(@Nullable Object[] values) {
    try {
      MethodHandle handle = constructor;
      if (handle == null) {
        handle =
            MethodHandles.lookup()
                .unreflectConstructor(declared)
                .asSpreader(Object[].class, all.size())
                .asType(CONSTRUCTOR);
        constructor = handle;
      }
      return handle.invokeExact(values);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
