package dev.gater.wire.config;

import dev.gater.ConfigException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Collects what is wrong, so that a person mends a file once and not error by error. */
final class Problems {
  private final List<ConfigException> found = new ArrayList<>();

  void add(ConfigException problem) {
    found.add(problem);
  }

  /** Runs a step, whose failure does not keep the others from being looked at. */
  void collect(Runnable step) {
    try {
      step.run();
    } catch (ConfigException problem) {
      found.add(problem);
    }
  }

  /** The step's answer, or {@code otherwise} where it fails. */
  <T> T collect(T otherwise, Supplier<T> step) {
    try {
      return step.get();
    } catch (ConfigException problem) {
      found.add(problem);
      return otherwise;
    }
  }

  /** Throws what was found, one problem a line. */
  void throwIfAny() {
    if (found.size() == 1) {
      throw found.getFirst();
    }
    if (!found.isEmpty()) {
      StringBuilder all = new StringBuilder();
      for (ConfigException problem : found) {
        all.append(all.isEmpty() ? "" : "\n").append(problem.getMessage());
      }
      ConfigException together = new ConfigException(all.toString());
      found.forEach(together::addSuppressed);
      throw together;
    }
  }
}
