package dev.gater;

import java.util.List;
import java.util.regex.Pattern;

/** The names of instances: the ten, their aliases and the form of custom ones. */
public final class InstanceName {
  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_]{0,39}");
  private static final String ALIAS_PREFIX = "ex_esdb_";

  /** The ten dedicated instances, in the order in which they are always listed. */
  public static final List<String> DEDICATED =
      List.of(
          "events",
          "system",
          "logging",
          "health",
          "metrics",
          "security",
          "audit",
          "alerts",
          "diagnostics",
          "lifecycle");

  private InstanceName() {}

  /**
   * The canonical name: an alias of one of the ten ({@code ex_esdb_health}, {@code
   * :ex_esdb_health}) becomes its name, any other legal name stays as it is.
   *
   * @throws IllegalArgumentException if it is not of the form {@code [a-z][a-z0-9_]{0,39}}
   */
  public static String parse(String name) {
    String bare = name.startsWith(":") ? name.substring(1) : name;
    if (bare.startsWith(ALIAS_PREFIX)
        && DEDICATED.contains(bare.substring(ALIAS_PREFIX.length()))) {
      return bare.substring(ALIAS_PREFIX.length());
    }
    if (!FORM.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "not an instance name: \""
              + name
              + "\" (a lower-case letter, then up to 39 lower-case letters, digits and '_')");
    }
    return name;
  }
}
