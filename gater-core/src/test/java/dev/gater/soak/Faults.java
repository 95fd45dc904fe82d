package dev.gater.soak;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What was found not to hold. Safe for use by any number of threads. */
final class Faults {
  private static final int MOST = 20;

  private final List<String> found = new CopyOnWriteArrayList<>();

  void add(String what) {
    if (found.size() < MOST) { // what follows the first ones is rarely news
      found.add(what);
    }
  }

  void unless(boolean holds, String format, Object... arguments) {
    if (!holds) {
      add(format.formatted(arguments));
    }
  }

  boolean any() {
    return !found.isEmpty();
  }

  List<String> all() {
    return List.copyOf(found);
  }
}
