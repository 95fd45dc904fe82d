package dev.gater.log.kill;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was found not to hold. */
final class Faults {
  private static final int MOST = 20;

  private final List<String> found = new ArrayList<>();
  private String where = "";

  /** What is found from now on is found there. */
  void in(String place) {
    where = place;
  }

  void unless(boolean holds, String format, Object... arguments) {
    if (!holds) {
      add(format, arguments);
    }
  }

  void add(String format, Object... arguments) {
    if (found.size() < MOST) { // what follows the first ones is rarely news
      found.add(where + ": " + String.format(Locale.ROOT, format, arguments));
    }
  }

  boolean any() {
    return !found.isEmpty();
  }

  List<String> all() {
    return List.copyOf(found);
  }
}
