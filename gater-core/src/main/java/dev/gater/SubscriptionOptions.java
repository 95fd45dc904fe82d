package dev.gater;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How to subscribe. Immutable: each method answers with a new value. */
public final class SubscriptionOptions {
  private final TopicPattern pattern;
  private final Start start;
  private final @Nullable OverloadPolicy slowSubscriber;
  private final @Nullable Duration holdsPublishers;
  private final @Nullable String group;
  private final @Nullable String name;
  private final @Nullable String durable;
  private final @Nullable DurableOptions durableOptions;

  private SubscriptionOptions(
      TopicPattern pattern,
      Start start,
      @Nullable OverloadPolicy slowSubscriber,
      @Nullable Duration holdsPublishers,
      @Nullable String group,
      @Nullable String name,
      @Nullable String durable,
      @Nullable DurableOptions durableOptions) {
    this.pattern = pattern;
    this.start = start;
    this.slowSubscriber = slowSubscriber;
    this.holdsPublishers = holdsPublishers;
    this.group = group;
    this.name = name;
    this.durable = durable;
    this.durableOptions = durableOptions;
  }

  /**
   * Live messages of that pattern under the instance's policy.
   *
   * @throws InvalidTopicException if the pattern is not legal
   */
  public static SubscriptionOptions of(String pattern) {
    return of(TopicPattern.parse(pattern));
  }

  /** Live messages of that pattern under the instance's policy. */
  public static SubscriptionOptions of(TopicPattern pattern) {
    return new SubscriptionOptions(pattern, Start.live(), null, null, null, null, null, null);
  }

  /** Begins there instead of with the next message. */
  public SubscriptionOptions from(Start newStart) {
    return new SubscriptionOptions(
        pattern, newStart, slowSubscriber, holdsPublishers, group, name, durable, durableOptions);
  }

  /** Treats this subscription so when it falls behind, whatever the instance's policy. */
  public SubscriptionOptions slowSubscriber(OverloadPolicy policy) {
    return new SubscriptionOptions(
        pattern, start, policy, holdsPublishers, group, name, durable, durableOptions);
  }

  /**
   * Makes the instance's publishers wait for this subscription when it is behind, {@code atMost}
   * that long a message; after that its overload policy acts. This gives isolation up on this
   * instance: a subscriber that stops, stops the instance's other subscribers for that time too.
   *
   * @throws IllegalArgumentException if the duration is negative
   */
  public SubscriptionOptions holdsPublishers(Duration atMost) {
    if (atMost.isNegative()) {
      throw new IllegalArgumentException("a wait must not be negative: " + atMost);
    }
    return new SubscriptionOptions(
        pattern, start, slowSubscriber, atMost, group, name, durable, durableOptions);
  }

  /**
   * Shares the work with the other subscriptions of that group: each message goes to one of them.
   */
  public SubscriptionOptions group(String newGroup) {
    return new SubscriptionOptions(
        pattern,
        start,
        slowSubscriber,
        holdsPublishers,
        segment("group", newGroup),
        name,
        durable,
        durableOptions);
  }

  /** Names it in figures, logs and health reports. Names need not be unique. */
  public SubscriptionOptions name(String newName) {
    return new SubscriptionOptions(
        pattern,
        start,
        slowSubscriber,
        holdsPublishers,
        group,
        segment("name", newName),
        durable,
        durableOptions);
  }

  /**
   * Makes it a member of the durable of that name: it begins where the durable's cursor stands, and
   * only where there is no such durable yet, with {@link #start()}. Members share the durable's
   * messages; a handler that returns acknowledges, one that throws has the message delivered again,
   * and an {@link AckHandler} decides for itself. The durable has the settings it was given last,
   * at first {@link DurableOptions#defaults()}.
   *
   * <p>A durable always catches up from the instance's log. So another overload policy, holding
   * publishers, and an instance that keeps no history are errors at subscribing, as is a pattern
   * other than the durable's. A {@link #group(String)} is for others: members are one anyway.
   */
  public SubscriptionOptions durable(String durableName) {
    return durable(durableName, null);
  }

  /** {@link #durable(String)} with these settings, which replace those it had. */
  public SubscriptionOptions durable(String durableName, @Nullable DurableOptions settings) {
    return new SubscriptionOptions(
        pattern,
        start,
        slowSubscriber,
        holdsPublishers,
        group,
        name,
        segment("durable", durableName),
        settings);
  }

  private static String segment(String what, String value) {
    if (value.indexOf(':') >= 0) {
      throw new IllegalArgumentException(
          "a subscription's " + what + " is one segment, without ':': \"" + value + '"');
    }
    return Topic.check(value);
  }

  /** The pattern. */
  public TopicPattern pattern() {
    return pattern;
  }

  /** Where it begins. */
  public Start start() {
    return start;
  }

  /** Its own overload policy, empty for the instance's. */
  public Optional<OverloadPolicy> slowSubscriber() {
    return Optional.ofNullable(slowSubscriber);
  }

  /** How long it holds publishers, empty if it does not. */
  public Optional<Duration> holdsPublishers() {
    return Optional.ofNullable(holdsPublishers);
  }

  /** Its group. */
  public Optional<String> group() {
    return Optional.ofNullable(group);
  }

  /** The name given. */
  public Optional<String> name() {
    return Optional.ofNullable(name);
  }

  /** The durable it is a member of. */
  public Optional<String> durable() {
    return Optional.ofNullable(durable);
  }

  /** The settings that its durable is to have, empty for those it has. */
  public Optional<DurableOptions> durableOptions() {
    return Optional.ofNullable(durableOptions);
  }

  @Override
  public String toString() {
    return "SubscriptionOptions[" + pattern + ", from " + start + "]";
  }
}
