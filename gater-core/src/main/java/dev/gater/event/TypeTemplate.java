package dev.gater.event;

import dev.gater.event.EventSchema.Kind;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A type with at most one variable, which may have literals around it. */
final class TypeTemplate {
  private final String template;
  private final String prefix;
  private final @Nullable Component variable;
  private final String suffix;

  /** The types with what they say of the variable, for an enum in the order of its constants. */
  private final Map<String, String> types = new LinkedHashMap<>();

  /** The same, by the constants' names. */
  private final Map<String, String> typesByText = new HashMap<>();

  private TypeTemplate(
      String template, String prefix, @Nullable Component variable, String suffix) {
    this.template = template;
    this.prefix = prefix;
    this.variable = variable;
    this.suffix = suffix;
    if (variable == null) {
      types.put(template, "");
    } else {
      variable.constants().forEach(constant -> types.put(prefix + constant + suffix, constant));
    }
    types.forEach((type, text) -> typesByText.put(text, type));
  }

  /**
   * @throws IllegalArgumentException if the template is malformed
   */
  static TypeTemplate parse(String template, Components components) {
    int open = template.indexOf('{');
    int close = template.indexOf('}', open + 1);
    String prefix = open < 0 ? template : template.substring(0, open);
    String suffix = close < 0 ? "" : template.substring(close + 1);
    boolean isWellFormed =
        (open < 0) == (close < 0)
            && (prefix + suffix).chars().allMatch(TypeTemplate::isLiteralChar);
    if (!isWellFormed || template.isEmpty()) {
      throw new IllegalArgumentException(
          "type '" + template + "' must be lower-case with at most one {variable}");
    }
    if (open < 0) {
      return new TypeTemplate(template, template, null, "");
    }
    String name = template.substring(open + 1, close);
    return new TypeTemplate(template, prefix, components.variable(name), suffix);
  }

  private static boolean isLiteralChar(int c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  }

  String template() {
    return template;
  }

  /** The component that the type says; null if the type is a literal. */
  @Nullable Component variable() {
    return variable;
  }

  boolean isDynamic() {
    return variable != null && variable.kind() == Kind.STRING;
  }

  Set<String> types() {
    return Collections.unmodifiableSet(types.keySet());
  }

  String type(Object event) {
    if (variable == null) {
      return template;
    }
    String text = variable.text(event);
    String known = typesByText.get(text);
    return known == null ? prefix + text + suffix : known;
  }

  boolean matches(String type) {
    return isDynamic()
        ? type.length() > prefix.length() + suffix.length()
            && type.startsWith(prefix)
            && type.endsWith(suffix)
        : types.containsKey(type);
  }

  /**
   * Puts what the type's variable holds into the place of its component.
   *
   * @return what is wrong with the type; null if nothing is
   */
  @Nullable String bind(String type, @Nullable String[] bound) {
    if (!matches(type)) {
      String expected = isDynamic() ? "of the form " + template : String.join(", ", types.keySet());
      String oneOf = types.size() > 1 ? "one of " : "";
      return "type must be " + oneOf + expected + ", not " + Mismatches.shown(type);
    }
    if (variable == null) {
      return null;
    }
    String text =
        isDynamic()
            ? type.substring(prefix.length(), type.length() - suffix.length())
            : types.get(type);
    String other = bound[variable.index()];
    if (other != null && !other.equals(text)) {
      return "topic and type must agree on field '" + variable.name() + "'";
    }
    bound[variable.index()] = text;
    return null;
  }
}
