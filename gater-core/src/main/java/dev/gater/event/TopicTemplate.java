package dev.gater.event;

import dev.gater.event.EventSchema.TopicSegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A topic with variables, each of which is one whole segment. */
final class TopicTemplate {
  private static final int MAX_SEGMENTS = 16;
  private static final int MAX_CHARS = 255;

  /** A literal has no component; a variable's own text is of no further use. */
  private record Segment(String literal, @Nullable Component variable) {}

  private final String template;
  private final Segment[] segments;
  private final boolean isLiteral;

  private TopicTemplate(String template, List<Segment> segments) {
    this.template = template;
    this.segments = segments.toArray(Segment[]::new);
    this.isLiteral = segments.stream().allMatch(segment -> segment.variable() == null);
  }

  /**
   * @throws IllegalArgumentException if no legal topic can come of it
   */
  static TopicTemplate parse(String template, Components components) {
    List<Segment> segments = new ArrayList<>();
    for (String text : template.split(":", -1)) {
      boolean isVariable = text.startsWith("{") && text.endsWith("}");
      if (isVariable) {
        if (segments.isEmpty()) {
          throw new IllegalArgumentException("topic '" + template + "' must begin with a literal");
        }
        String name = text.substring(1, text.length() - 1);
        segments.add(new Segment(text, components.variable(name)));
      } else if (text.isEmpty() || !text.chars().allMatch(TopicTemplate::isLiteralChar)) {
        throw new IllegalArgumentException(
            "topic '" + template + "' has the segment '" + text + "', which is not legal");
      } else {
        segments.add(new Segment(text, null));
      }
    }
    if (segments.size() > MAX_SEGMENTS || template.length() > MAX_CHARS) {
      throw new IllegalArgumentException("topic '" + template + "' is too long");
    }
    return new TopicTemplate(template, segments);
  }

  private static boolean isLiteralChar(int c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  }

  String template() {
    return template;
  }

  String firstSegment() {
    return segments[0].literal();
  }

  boolean binds(Component component) {
    for (Segment segment : segments) {
      if (segment.variable() == component) {
        return true;
      }
    }
    return false;
  }

  String topic(Object event) {
    if (isLiteral) {
      return template;
    }
    String[] texts = new String[segments.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = text(segments[i], event);
    }
    return String.join(":", texts);
  }

  List<TopicSegment> segments(Object event) {
    var values = new TopicSegment[segments.length];
    for (int i = 0; i < segments.length; i++) {
      Component variable = segments[i].variable();
      values[i] =
          new TopicSegment(variable == null ? null : variable.javaName(), text(segments[i], event));
    }
    return List.of(values);
  }

  private static String text(Segment segment, Object event) {
    return segment.variable() == null ? segment.literal() : segment.variable().text(event);
  }

  /**
   * Puts what the topic's variables hold into the places of their components.
   *
   * @return what is wrong with the topic; null if nothing is
   */
  @Nullable String bind(String topic, @Nullable String[] bound) {
    int start = 0;
    for (int i = 0; i < segments.length; i++) {
      int colon = topic.indexOf(':', start);
      boolean isLast = i == segments.length - 1;
      if (isLast != (colon < 0)) {
        return mismatch(topic);
      }
      String text = topic.substring(start, isLast ? topic.length() : colon);
      Component variable = segments[i].variable();
      if (variable == null ? !text.equals(segments[i].literal()) : text.isEmpty()) {
        return mismatch(topic);
      }
      if (variable != null) {
        bound[variable.index()] = text;
      }
      start = colon + 1;
    }
    return null;
  }

  private String mismatch(String topic) {
    return "topic must be of the form " + template + ", not " + Mismatches.shown(topic);
  }
}
