package dev.gater.event;

import java.util.Locale;

/** How Java names read outside of Java. */
final class Names {
  private Names() {}

  /** {@code storeId} and {@code StoreId} are {@code store_id}, {@code p50Ms} is {@code p50_ms}. */
  static String snakeCase(String javaName) {
    StringBuilder name = new StringBuilder(javaName.length() + 4);
    for (int i = 0; i < javaName.length(); i++) {
      char c = javaName.charAt(i);
      if (Character.isUpperCase(c) && i > 0) {
        name.append('_');
      }
      name.append(Character.toLowerCase(c));
    }
    return name.toString();
  }

  /** {@code REGISTRATION_SUCCESS} is {@code registration_success}. */
  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
