package dev.gater.event;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a message keeps the fields that are in neither topic nor type. Events are flat, but other
 * programs nest a map {@code metadata} in the data, or use the message's metadata for it.
 *
 * @param data the message's data
 * @param metadata the message's metadata
 */
record FieldSource(Map<?, ?> data, Map<String, ? extends @Nullable Object> metadata) {

  /** What the first place has for the component, not converted; null if none has it. */
  @Nullable Object find(Component component) {
    Object value = data.get(component.name());
    if (value == null && data.get("metadata") instanceof Map<?, ?> nested) {
      value = nested.get(component.name());
    }
    if (value == null) {
      value = metadata.get(component.name());
      // Metadata is the publisher's to use as they like: an entry that happens to have a field's
      // name must not make a well-formed event unreadable.
      if (value != null && component.fromData(value) == null) {
        value = null;
      }
    }
    return value;
  }
}
