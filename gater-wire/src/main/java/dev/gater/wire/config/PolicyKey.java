package dev.gater.wire.config;

import static dev.gater.wire.config.PolicyValues.byWord;
import static dev.gater.wire.config.PolicyValues.choice;
import static dev.gater.wire.config.PolicyValues.keep;
import static dev.gater.wire.config.PolicyValues.whenFull;
import static dev.gater.wire.config.PolicyValues.word;
import static dev.gater.wire.config.PolicyValues.words;

import dev.gater.ConfigException;
import dev.gater.Durability;
import dev.gater.OverloadPolicy;
import dev.gater.Policy;
import dev.gater.Priority;
import dev.gater.Routing;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * What an instance may be told in the configuration: the one table from which the file and the
 * environment are read, a configuration is written, and the documentation is made.
 */
@SuppressWarnings("ImmutableEnumChecker") // its functions hold nothing
public enum PolicyKey {
  LIKE(
      "like",
      "an instance's name",
      "The policy to begin with; all other keys change it. A custom instance begins with that of"
          + " `events`, one of the ten with its own default.",
      (policy, _, _) -> policy,
      _ -> ""),
  WHEN_FULL(
      "when-full",
      "`refuse` or `{ wait: DURATION }`",
      "What a publication does when the instance is full: it is refused at once, or waits for room"
          + " at most that long.",
      (policy, key, value) -> policy.whenFull(whenFull(key, value)),
      policy -> whenFull(policy.whenFull())),
  RING(
      "ring",
      "1 to 16777216",
      "Publications that may be accepted and not yet routed.",
      (policy, key, value) -> policy.ring(value.integer(key)),
      policy -> Integer.toString(policy.ring())),
  SLOW_SUBSCRIBER(
      "slow-subscriber",
      words(OverloadPolicy.values()),
      "What happens to a subscription whose queue is full: it reads on from the history without"
          + " loss, loses the oldest or the newest message, keeps only the latest message of each"
          + " topic, or is ended. A subscription may choose its own.",
      (policy, key, value) ->
          policy.slowSubscriber(value.oneOf(key, byWord(OverloadPolicy.values()))),
      policy -> word(policy.slowSubscriber())),
  QUEUE(
      "queue",
      "1 to 16777216",
      "Messages that may wait for one subscription.",
      (policy, key, value) -> policy.queue(value.integer(key)),
      policy -> Integer.toString(policy.queue())),
  KEEP(
      "keep",
      "`forever`, `nothing` or `{ age: DURATION, bytes: SIZE, count: N }`, any of these three",
      "How much of the past is kept. A message goes when any of the bounds is passed.",
      (policy, key, value) -> policy.keep(keep(key, value)),
      policy -> keep(policy.keep())),
  MEMORY(
      "memory",
      "a SIZE",
      "How much of the past is kept in memory at most, estimated; `0` keeps none there.",
      (policy, key, value) -> policy.memory(value.size(key)),
      policy -> policy.memory().toString()),
  DURABLES_HOLD(
      "durables-hold",
      "`true` or `false`",
      "Whether what a durable has yet to settle is kept beyond `keep`; in memory as far as `memory`"
          + " goes. Else a durable that falls behind what is kept is told a gap.",
      (policy, key, value) -> policy.durablesHold(value.bool(key)),
      policy -> Boolean.toString(policy.durablesHold())),
  LAST_VALUE(
      "last-value",
      "`true` or `false`",
      "Whether the last message of each topic is kept beyond that.",
      (policy, key, value) -> policy.lastValue(value.bool(key)),
      policy -> Boolean.toString(policy.lastValue())),
  TOPICS(
      "topics",
      "0 to 16777216",
      "Topics whose last message is kept at most; the latest ones stay.",
      (policy, key, value) -> policy.topics(value.integer(key)),
      policy -> Integer.toString(policy.topics())),
  DURABILITY(
      "durability",
      words(Durability.values()),
      "What a confirmed message survives: nothing, the end of the process, or a power cut.",
      (policy, key, value) -> policy.durability(value.oneOf(key, byWord(Durability.values()))),
      policy -> word(policy.durability())),
  DELIVER(
      "deliver",
      "`at-once` or `after-sync`",
      "Whether subscriptions see a message at once, or only when it has that durability.",
      (policy, key, value) ->
          policy.deliverAfterSync(value.oneOf(key, choice("at-once", "after-sync"))),
      policy -> policy.deliverAfterSync() ? "after-sync" : "at-once"),
  ROUTING(
      "routing",
      words(Routing.values()),
      "Which of the matching subscriptions are given a message: all, one member of each group, or"
          + " for the same topic always the same member.",
      (policy, key, value) -> policy.routing(value.oneOf(key, byWord(Routing.values()))),
      policy -> word(policy.routing())),
  MAX_MESSAGE(
      "max-message",
      "a SIZE",
      "The largest data and metadata of one message, estimated.",
      (policy, key, value) -> policy.maxMessage(value.size(key)),
      policy -> policy.maxMessage().toString()),
  MAX_SUBSCRIPTIONS(
      "max-subscriptions",
      "1 to 16777216",
      "Subscriptions at a time.",
      (policy, key, value) -> policy.maxSubscriptions(value.integer(key)),
      policy -> Integer.toString(policy.maxSubscriptions())),
  ON_DEMAND(
      "on-demand",
      "`true` or `false`",
      "Whether messages are discarded at once while nobody subscribes.",
      (policy, key, value) -> policy.onDemand(value.bool(key)),
      policy -> Boolean.toString(policy.onDemand())),
  CHECK(
      "check",
      "`registered` or `off`",
      "Whether raw data of a registered type must fit its schema.",
      (policy, key, value) -> policy.checked(value.oneOf(key, choice("off", "registered"))),
      policy -> policy.checked() ? "registered" : "off"),
  HANDLER_BUDGET(
      "handler-budget",
      "a DURATION",
      "How long one handler call may take before the instance goes on without it: the subscription"
          + " then has a thread of its own until its handler is quick again.",
      (policy, key, value) -> policy.handlerBudget(value.duration(key)),
      policy -> Durations.format(policy.handlerBudget())),
  PRIORITY(
      "priority",
      words(Priority.values()),
      "Who goes first where processors are scarce: while an instance of high priority has work,"
          + " those of low priority give way.",
      (policy, key, value) -> policy.priority(value.oneOf(key, byWord(Priority.values()))),
      policy -> word(policy.priority()));

  @FunctionalInterface
  private interface Change {
    Policy apply(Policy policy, String key, YamlValue value);
  }

  private final String key;
  private final String takes;
  private final String meaning;
  private final Change change;
  private final Function<Policy, String> shown;

  PolicyKey(
      String key, String takes, String meaning, Change change, Function<Policy, String> shown) {
    this.key = key;
    this.takes = takes;
    this.meaning = meaning;
    this.change = change;
    this.shown = shown;
  }

  /** The key in the file: {@code slow-subscriber}. */
  public String key() {
    return key;
  }

  /** What it takes, in Markdown. */
  public String takes() {
    return takes;
  }

  /** What it is for, in Markdown. */
  public String meaning() {
    return meaning;
  }

  /** The end of the environment variable's name: {@code SLOW_SUBSCRIBER}. */
  public String variable() {
    return name();
  }

  /** What the policy says, as YAML on one line; empty for {@link #LIKE}, which no policy keeps. */
  public String show(Policy policy) {
    return shown.apply(policy);
  }

  /** The key of that name. */
  static Optional<PolicyKey> find(String key) {
    return Arrays.stream(values()).filter(known -> known.key.equals(key)).findFirst();
  }

  static List<String> keys() {
    return Arrays.stream(values()).map(PolicyKey::key).toList();
  }

  /**
   * The policy with what the value says.
   *
   * @throws ConfigException if it is not what the key takes
   */
  Policy apply(Policy policy, YamlValue value) {
    try {
      return change.apply(policy, key, value);
    } catch (IllegalArgumentException outOfRange) {
      // The policy names its own component, which the file spells otherwise.
      String reason = String.valueOf(outOfRange.getMessage()).replace(camelCase(), key);
      throw value.error(reason.startsWith(key) ? reason : key + ": " + reason);
    }
  }

  private String camelCase() {
    StringBuilder name = new StringBuilder();
    for (String word : key.split("-", -1)) {
      name.append(
          name.isEmpty()
              ? word
              : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return name.toString();
  }
}
