package dev.gater.wire.schema;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Brings the data of one type from one schema version to the next. Called on any thread. */
@FunctionalInterface
public interface Upcaster {

  /**
   * The data as the next version has it.
   *
   * @param data JSON-like, the upcaster's own to change and to answer with; fields that nobody
   *     knows are in it and should stay
   */
  Map<String, @Nullable Object> upcast(Map<String, @Nullable Object> data);
}
