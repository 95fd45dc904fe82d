package dev.gater;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * The configuration of one instance. Immutable: each method that takes a value answers with a new
 * policy.
 *
 * @param whenFull what a publication does when the ring is full
 * @param ring publications that may be accepted and not yet routed, 1 to 2^24
 * @param slowSubscriber what happens to a subscription whose queue is full
 * @param queue messages that may wait for one subscription, 1 to 2^24
 * @param keep how much of the past is kept
 * @param memory how much of it in memory at most, estimated; 0 keeps no history there
 * @param lastValue whether the last message of each topic is kept beyond that
 * @param topics topics whose last message is kept at most, the latest ones
 * @param durability what an accepted message survives once confirmed
 * @param deliverAfterSync whether subscriptions see a message only once that durability holds
 * @param routing which of the matching subscriptions are given a message
 * @param maxMessage the largest data and metadata of one message, estimated
 * @param maxSubscriptions subscriptions at a time
 * @param onDemand whether messages are discarded at once while nobody subscribes
 * @param checked whether raw data of a registered type must fit its schema
 * @param handlerBudget how long one handler call may take before the instance goes on without it;
 *     positive. A handler that often takes more than a tenth of it is called on a thread of its own
 * @param priority who goes first where processors are scarce
 * @param durablesHold whether what a durable has yet to settle is kept beyond {@code keep}, as far
 *     as {@code memory} goes where the history is in memory. Else a durable that is behind what is
 *     kept is told a gap
 */
public record Policy(
    WhenFull whenFull,
    int ring,
    OverloadPolicy slowSubscriber,
    int queue,
    Retention keep,
    DataSize memory,
    boolean lastValue,
    int topics,
    Durability durability,
    boolean deliverAfterSync,
    Routing routing,
    DataSize maxMessage,
    int maxSubscriptions,
    boolean onDemand,
    boolean checked,
    Duration handlerBudget,
    Priority priority,
    boolean durablesHold) {
  private static final int MOST = 1 << 24;

  private static final Policy DEFAULT =
      new Policy(
          WhenFull.refuse(),
          8192,
          OverloadPolicy.DROP_OLDEST,
          1024,
          Retention.nothing(),
          DataSize.mib(16),
          false,
          10_000,
          Durability.NONE,
          false,
          Routing.BROADCAST,
          DataSize.mib(1),
          10_000,
          false,
          false,
          Duration.ofMillis(1),
          Priority.NORMAL,
          false);

  /**
   * @throws IllegalArgumentException if a number is outside its range
   */
  public Policy {
    between("ring", ring, 1, MOST);
    between("queue", queue, 1, MOST);
    between("topics", topics, 0, MOST);
    between("maxSubscriptions", maxSubscriptions, 1, MOST);
    if (!handlerBudget.isPositive()) {
      throw new IllegalArgumentException(
          "handlerBudget must be longer than nothing: " + handlerBudget);
    }
  }

  private static void between(String what, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          what + " must be " + least + " to " + most + ", not " + value);
    }
  }

  /**
   * The default policy of one of the ten instances.
   *
   * @throws IllegalArgumentException if the name is none of the ten
   */
  public static Policy of(String instance) {
    return switch (InstanceName.parse(instance)) {
      case "events" ->
          DEFAULT
              .whenFull(WhenFull.waitFor(Duration.ofSeconds(1)))
              .slowSubscriber(OverloadPolicy.CATCH_UP)
              .keep(Retention.of(Duration.ofDays(7)).size(DataSize.gib(4)))
              .durability(Durability.GROUP_COMMIT)
              .checked(true);
      case "system" ->
          DEFAULT
              .whenFull(WhenFull.waitFor(Duration.ofMillis(100)))
              .slowSubscriber(OverloadPolicy.CATCH_UP)
              .keep(Retention.of(Duration.ofDays(1)).size(DataSize.mib(256)))
              .durability(Durability.FLUSHED)
              .lastValue(true);
      case "logging" ->
          DEFAULT
              .whenFull(WhenFull.refuse())
              .slowSubscriber(OverloadPolicy.DROP_OLDEST)
              .keep(Retention.of(Duration.ofHours(1)).size(DataSize.gib(1)))
              .durability(Durability.FLUSHED)
              .priority(Priority.LOW);
      case "health" ->
          DEFAULT
              .whenFull(WhenFull.waitFor(Duration.ofMillis(100)))
              .slowSubscriber(OverloadPolicy.CONFLATE)
              .keep(Retention.of(Duration.ofHours(1)).size(DataSize.mib(64)))
              .durability(Durability.NONE)
              .lastValue(true);
      case "metrics" ->
          DEFAULT
              .whenFull(WhenFull.refuse())
              .slowSubscriber(OverloadPolicy.DROP_OLDEST)
              .keep(Retention.of(Duration.ofMinutes(15)).size(DataSize.mib(512)))
              .durability(Durability.NONE)
              .lastValue(true)
              .priority(Priority.LOW);
      case "security" ->
          DEFAULT
              .whenFull(WhenFull.waitFor(Duration.ofSeconds(1)))
              .slowSubscriber(OverloadPolicy.CATCH_UP)
              .keep(Retention.of(Duration.ofDays(90)))
              .durability(Durability.GROUP_COMMIT)
              .priority(Priority.HIGH);
      case "audit" ->
          DEFAULT
              .whenFull(WhenFull.waitFor(Duration.ofSeconds(5)))
              .slowSubscriber(OverloadPolicy.CATCH_UP)
              .keep(Retention.forever())
              .durability(Durability.GROUP_COMMIT)
              .deliverAfterSync(true);
      case "alerts" ->
          DEFAULT
              .whenFull(WhenFull.waitFor(Duration.ofSeconds(1)))
              .slowSubscriber(OverloadPolicy.CATCH_UP)
              .keep(Retention.of(Duration.ofDays(30)))
              .durability(Durability.GROUP_COMMIT)
              .priority(Priority.HIGH);
      case "diagnostics" ->
          DEFAULT
              .whenFull(WhenFull.refuse())
              .slowSubscriber(OverloadPolicy.DROP_OLDEST)
              .keep(Retention.nothing())
              .durability(Durability.NONE)
              .onDemand(true)
              .priority(Priority.LOW);
      case "lifecycle" ->
          DEFAULT
              .whenFull(WhenFull.waitFor(Duration.ofMillis(100)))
              .slowSubscriber(OverloadPolicy.CATCH_UP)
              .keep(Retention.of(Duration.ofDays(1)).size(DataSize.mib(64)))
              .durability(Durability.FLUSHED)
              .lastValue(true);
      default -> throw new IllegalArgumentException("no default policy for '" + instance + "'");
    };
  }

  /** With that {@link #whenFull()}. */
  public Policy whenFull(WhenFull newWhenFull) {
    return with(draft -> draft.whenFull = newWhenFull);
  }

  /** With that {@link #ring()}. */
  public Policy ring(int newRing) {
    return with(draft -> draft.ring = newRing);
  }

  /** With that {@link #slowSubscriber()}. */
  public Policy slowSubscriber(OverloadPolicy newSlowSubscriber) {
    return with(draft -> draft.slowSubscriber = newSlowSubscriber);
  }

  /** With that {@link #queue()}. */
  public Policy queue(int newQueue) {
    return with(draft -> draft.queue = newQueue);
  }

  /** With that {@link #keep()}. */
  public Policy keep(Retention newKeep) {
    return with(draft -> draft.keep = newKeep);
  }

  /** With that {@link #memory()}. */
  public Policy memory(DataSize newMemory) {
    return with(draft -> draft.memory = newMemory);
  }

  /** With that {@link #lastValue()}. */
  public Policy lastValue(boolean newLastValue) {
    return with(draft -> draft.lastValue = newLastValue);
  }

  /** With that {@link #topics()}. */
  public Policy topics(int newTopics) {
    return with(draft -> draft.topics = newTopics);
  }

  /** With that {@link #durability()}. */
  public Policy durability(Durability newDurability) {
    return with(draft -> draft.durability = newDurability);
  }

  /** With that {@link #deliverAfterSync()}. */
  public Policy deliverAfterSync(boolean newDeliverAfterSync) {
    return with(draft -> draft.deliverAfterSync = newDeliverAfterSync);
  }

  /** With that {@link #routing()}. */
  public Policy routing(Routing newRouting) {
    return with(draft -> draft.routing = newRouting);
  }

  /** With that {@link #maxMessage()}. */
  public Policy maxMessage(DataSize newMaxMessage) {
    return with(draft -> draft.maxMessage = newMaxMessage);
  }

  /** With that {@link #maxSubscriptions()}. */
  public Policy maxSubscriptions(int newMaxSubscriptions) {
    return with(draft -> draft.maxSubscriptions = newMaxSubscriptions);
  }

  /** With that {@link #onDemand()}. */
  public Policy onDemand(boolean newOnDemand) {
    return with(draft -> draft.onDemand = newOnDemand);
  }

  /** With that {@link #checked()}. */
  public Policy checked(boolean newChecked) {
    return with(draft -> draft.checked = newChecked);
  }

  /** With that {@link #handlerBudget()}. */
  public Policy handlerBudget(Duration newHandlerBudget) {
    return with(draft -> draft.handlerBudget = newHandlerBudget);
  }

  /** With that {@link #priority()}. */
  public Policy priority(Priority newPriority) {
    return with(draft -> draft.priority = newPriority);
  }

  /** With that {@link #durablesHold()}. */
  public Policy durablesHold(boolean newDurablesHold) {
    return with(draft -> draft.durablesHold = newDurablesHold);
  }

  private Policy with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.policy();
  }

  /**
   * A policy's values while one of them is changed; eighteen arguments in a row are easily mixed
   * up.
   */
  private static final class Draft {
    private WhenFull whenFull;
    private int ring;
    private OverloadPolicy slowSubscriber;
    private int queue;
    private Retention keep;
    private DataSize memory;
    private boolean lastValue;
    private int topics;
    private Durability durability;
    private boolean deliverAfterSync;
    private Routing routing;
    private DataSize maxMessage;
    private int maxSubscriptions;
    private boolean onDemand;
    private boolean checked;
    private Duration handlerBudget;
    private Priority priority;
    private boolean durablesHold;

    Draft(Policy policy) {
      whenFull = policy.whenFull;
      ring = policy.ring;
      slowSubscriber = policy.slowSubscriber;
      queue = policy.queue;
      keep = policy.keep;
      memory = policy.memory;
      lastValue = policy.lastValue;
      topics = policy.topics;
      durability = policy.durability;
      deliverAfterSync = policy.deliverAfterSync;
      routing = policy.routing;
      maxMessage = policy.maxMessage;
      maxSubscriptions = policy.maxSubscriptions;
      onDemand = policy.onDemand;
      checked = policy.checked;
      handlerBudget = policy.handlerBudget;
      priority = policy.priority;
      durablesHold = policy.durablesHold;
    }

    Policy policy() {
      return new Policy(
          whenFull,
          ring,
          slowSubscriber,
          queue,
          keep,
          memory,
          lastValue,
          topics,
          durability,
          deliverAfterSync,
          routing,
          maxMessage,
          maxSubscriptions,
          onDemand,
          checked,
          handlerBudget,
          priority,
          durablesHold);
    }
  }
}
