package dev.gater.soak;

import dev.gater.Message;
import dev.gater.OverloadPolicy;
import dev.gater.Position;
import dev.gater.Routing;
import dev.gater.Start;
import dev.gater.SubscriptionOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What a visitor subscribes with, drawn.
 *
 * @param pattern the index of the pattern
 * @param first the first sequence wanted, 0 where the start does not say it
 * @param overload its own policy, null for the instance's
 * @param group its group, null for none
 */
record Wish(
    int pattern,
    Start start,
    long first,
    @Nullable OverloadPolicy overload,
    @Nullable Duration holds,
    @Nullable String group) {

  /** All messages of a group's or a routed instance's share: only then the shares add up. */
  static Wish toShare(Setting setting, RandomGenerator random) {
    OverloadPolicy overload =
        random.nextInt(3) == 0 ? Setting.pick(random, List.of(OverloadPolicy.values())) : null;
    boolean named = setting.routing() == Routing.BROADCAST || random.nextBoolean();
    return new Wish(0, Start.live(), 0, overload, null, named ? "workers" : null);
  }

  static Wish draw(Hall hall, RandomGenerator random, boolean mayHold) {
    if (hall.setting.routing() != Routing.BROADCAST || random.nextInt(4) == 0) {
      return toShare(hall.setting, random);
    }
    long accepted = Math.max(1, hall.instance.stats().published());
    long sequence = random.nextLong(1, accepted + 2);
    Start start =
        switch (random.nextInt(9)) {
          case 0, 1 -> Start.beginning();
          case 2 -> Start.last();
          case 3 -> Start.sequence(sequence);
          case 4 -> Start.time(Instant.now().minusMillis(random.nextLong(-2, 300)));
          case 5 -> hall.position(sequence);
          default -> Start.live();
        };
    return new Wish(
        random.nextInt(Topics.PATTERNS.size()),
        start,
        switch (start) {
          case Start.Beginning() -> 1;
          case Start.Sequence(long first) -> first;
          case Start.After(Position position) -> position.sequence() + 1;
          default -> 0;
        },
        random.nextInt(3) == 0 ? Setting.pick(random, List.of(OverloadPolicy.values())) : null,
        mayHold && random.nextInt(12) == 0 ? Duration.ofMillis(random.nextInt(1, 10)) : null,
        null);
  }

  SubscriptionOptions options() {
    SubscriptionOptions options = SubscriptionOptions.of(Topics.PATTERNS.get(pattern)).from(start);
    if (overload != null) {
      options = options.slowSubscriber(overload);
    }
    if (holds != null) {
      options = options.holdsPublishers(holds);
    }
    return group == null ? options : options.group(group);
  }

  OverloadPolicy overload(Setting setting) {
    return overload == null ? setting.overload() : overload;
  }

  boolean isShared(Setting setting) {
    return group != null || setting.routing() != Routing.BROADCAST;
  }

  String share() {
    return group == null ? "" : group;
  }

  /** What can be told of one message by itself. */
  void check(Visitor visitor, Message<?> message, boolean isFirst) {
    if (first > 0) {
      visitor.unless(message.sequence() >= first, "told #%d", message.sequence());
    }
    if (isFirst && start instanceof Start.Time(Instant since)) {
      visitor.unless(
          !message.received().isBefore(since), "told what was received %s", message.received());
    }
  }

  @Override
  public String toString() {
    String name = Topics.PATTERNS.get(pattern) + " from " + start;
    return name
        + (overload == null ? "" : ", " + overload)
        + (holds == null ? "" : ", holds " + holds)
        + (group == null ? "" : ", group " + group);
  }
}
