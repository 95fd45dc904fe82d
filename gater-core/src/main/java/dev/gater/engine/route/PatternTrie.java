package dev.gater.engine.route;

import dev.gater.TopicPattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Patterns in a tree of their segments, so that a topic is matched by walking its own segments and
 * not by trying every pattern. Not thread-safe.
 *
 * @param <T> what is kept under a pattern
 */
public final class PatternTrie<T> {
  private static final String ONE = "+";

  private final Node<T> root = new Node<>();

  /** Adds a value under a pattern; the same value may stand there more than once. */
  public void add(TopicPattern pattern, T value) {
    Node<T> node = root;
    List<String> path = path(pattern);
    for (String segment : path) {
      node = node.children.computeIfAbsent(segment, s -> new Node<>());
    }
    (pattern.openEnded() ? node.open : node.exact).add(value);
  }

  /** Removes a value from under a pattern, once; one that is not there is no harm. */
  public void remove(TopicPattern pattern, T value) {
    remove(root, path(pattern), 0, pattern.openEnded(), value);
  }

  private static <T> void remove(
      Node<T> node, List<String> path, int depth, boolean open, T value) {
    if (depth == path.size()) {
      (open ? node.open : node.exact).remove(value);
      return;
    }
    Node<T> child = node.children.get(path.get(depth));
    if (child != null) {
      remove(child, path, depth + 1, open, value);
      if (child.isEmpty()) {
        node.children.remove(path.get(depth));
      }
    }
  }

  /** Calls {@code match} with each value whose pattern matches the topic. */
  public void match(String topic, Consumer<T> match) {
    match(root, topic, 0, match);
  }

  private static <T> void match(Node<T> node, String topic, int from, Consumer<T> match) {
    if (from > topic.length()) {
      node.exact.forEach(match);
      return;
    }
    node.open.forEach(match);
    if (node.children.isEmpty()) {
      return;
    }
    int colon = topic.indexOf(':', from);
    int end = colon < 0 ? topic.length() : colon;
    descend(node.children.get(topic.substring(from, end)), topic, end + 1, match);
    descend(node.children.get(ONE), topic, end + 1, match);
  }

  private static <T> void descend(
      @Nullable Node<T> child, String topic, int from, Consumer<T> match) {
    if (child != null) {
      match(child, topic, from, match);
    }
  }

  /** The way to a pattern's node: both wildcards for one segment are the same edge. */
  private static List<String> path(TopicPattern pattern) {
    List<String> path = new ArrayList<>(pattern.segments());
    if (pattern.openEnded()) {
      path.removeLast();
    }
    path.replaceAll(segment -> TopicPattern.isWildcard(segment) ? ONE : segment);
    return path;
  }

  private static final class Node<T> {
    final Map<String, Node<T>> children = new HashMap<>();
    final List<T> exact = new ArrayList<>(0);
    final List<T> open = new ArrayList<>(0);

    boolean isEmpty() {
      return children.isEmpty() && exact.isEmpty() && open.isEmpty();
    }
  }
}
