package dev.gater.cli;

import dev.gater.Gater;
import dev.gater.InvalidTopicException;
import dev.gater.PubSub;
import dev.gater.TopicPattern;
import java.util.ArrayList;
import java.util.List;

/**
 * One subscription that the user asked for.
 *
 * @param label what its lines carry as {@code subscription}: {@code INSTANCE=PATTERN}, in a view
 *     {@code VIEW/INSTANCE=PATTERN}, the instance by its canonical name
 */
record Selection(String label, PubSub<?> instance, TopicPattern pattern) {

  /**
   * What {@code --view} and {@code --sub} ask for together, or everything where they ask for
   * nothing.
   *
   * @throws UsageException if one of them can't be understood
   */
  static List<Selection> of(List<String> views, List<String> subscriptions, Gater gater) {
    List<Selection> all = new ArrayList<>();
    for (String name : views) {
      View view = View.parse(name);
      view.subscriptions()
          .forEach(text -> all.add(parse("--view", view.label() + "/", text, gater)));
    }
    subscriptions.forEach(text -> all.add(parse("--sub", "", text, gater)));
    if (all.isEmpty()) {
      gater.instances().forEach(instance -> all.add(parse("", "", instance.name() + "=*", gater)));
    }
    return all;
  }

  private static Selection parse(String option, String prefix, String text, Gater gater) {
    int equals = text.indexOf('=');
    if (equals <= 0) {
      throw new UsageException(
          option
              + ": '"
              + text
              + "' is not INSTANCE=PATTERN, such as health=subscription_health:*");
    }
    try {
      PubSub<?> instance = gater.instance(text.substring(0, equals));
      TopicPattern pattern = TopicPattern.parse(text.substring(equals + 1));
      return new Selection(prefix + instance.name() + "=" + pattern, instance, pattern);
    } catch (InvalidTopicException illegal) {
      throw new UsageException(option + ": " + illegal.getMessage());
    } catch (IllegalArgumentException unknown) {
      throw new UsageException(option + ": " + unknown.getMessage());
    }
  }
}
