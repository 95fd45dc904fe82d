package dev.gater;

import java.time.Duration;

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
    boolean checked) {
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
          false);

  /**
   * @throws IllegalArgumentException if a number is outside its range
   */
  public Policy {
    between("ring", ring, 1, MOST);
    between("queue", queue, 1, MOST);
    between("topics", topics, 0, MOST);
    between("maxSubscriptions", maxSubscriptions, 1, MOST);
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
              .durability(Durability.FLUSHED);
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
              .lastValue(true);
      case "security" ->
          DEFAULT
              .whenFull(WhenFull.waitFor(Duration.ofSeconds(1)))
              .slowSubscriber(OverloadPolicy.CATCH_UP)
              .keep(Retention.of(Duration.ofDays(90)))
              .durability(Durability.GROUP_COMMIT);
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
              .durability(Durability.GROUP_COMMIT);
      case "diagnostics" ->
          DEFAULT
              .whenFull(WhenFull.refuse())
              .slowSubscriber(OverloadPolicy.DROP_OLDEST)
              .keep(Retention.nothing())
              .durability(Durability.NONE)
              .onDemand(true);
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
    return new Policy(
        newWhenFull,
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
        checked);
  }

  /** With that {@link #ring()}. */
  public Policy ring(int newRing) {
    return new Policy(
        whenFull,
        newRing,
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
        checked);
  }

  /** With that {@link #slowSubscriber()}. */
  public Policy slowSubscriber(OverloadPolicy newSlowSubscriber) {
    return new Policy(
        whenFull,
        ring,
        newSlowSubscriber,
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
        checked);
  }

  /** With that {@link #queue()}. */
  public Policy queue(int newQueue) {
    return new Policy(
        whenFull,
        ring,
        slowSubscriber,
        newQueue,
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
        checked);
  }

  /** With that {@link #keep()}. */
  public Policy keep(Retention newKeep) {
    return new Policy(
        whenFull,
        ring,
        slowSubscriber,
        queue,
        newKeep,
        memory,
        lastValue,
        topics,
        durability,
        deliverAfterSync,
        routing,
        maxMessage,
        maxSubscriptions,
        onDemand,
        checked);
  }

  /** With that {@link #memory()}. */
  public Policy memory(DataSize newMemory) {
    return new Policy(
        whenFull,
        ring,
        slowSubscriber,
        queue,
        keep,
        newMemory,
        lastValue,
        topics,
        durability,
        deliverAfterSync,
        routing,
        maxMessage,
        maxSubscriptions,
        onDemand,
        checked);
  }

  /** With that {@link #lastValue()}. */
  public Policy lastValue(boolean newLastValue) {
    return new Policy(
        whenFull,
        ring,
        slowSubscriber,
        queue,
        keep,
        memory,
        newLastValue,
        topics,
        durability,
        deliverAfterSync,
        routing,
        maxMessage,
        maxSubscriptions,
        onDemand,
        checked);
  }

  /** With that {@link #topics()}. */
  public Policy topics(int newTopics) {
    return new Policy(
        whenFull,
        ring,
        slowSubscriber,
        queue,
        keep,
        memory,
        lastValue,
        newTopics,
        durability,
        deliverAfterSync,
        routing,
        maxMessage,
        maxSubscriptions,
        onDemand,
        checked);
  }

  /** With that {@link #durability()}. */
  public Policy durability(Durability newDurability) {
    return new Policy(
        whenFull,
        ring,
        slowSubscriber,
        queue,
        keep,
        memory,
        lastValue,
        topics,
        newDurability,
        deliverAfterSync,
        routing,
        maxMessage,
        maxSubscriptions,
        onDemand,
        checked);
  }

  /** With that {@link #deliverAfterSync()}. */
  public Policy deliverAfterSync(boolean newDeliverAfterSync) {
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
        newDeliverAfterSync,
        routing,
        maxMessage,
        maxSubscriptions,
        onDemand,
        checked);
  }

  /** With that {@link #routing()}. */
  public Policy routing(Routing newRouting) {
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
        newRouting,
        maxMessage,
        maxSubscriptions,
        onDemand,
        checked);
  }

  /** With that {@link #maxMessage()}. */
  public Policy maxMessage(DataSize newMaxMessage) {
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
        newMaxMessage,
        maxSubscriptions,
        onDemand,
        checked);
  }

  /** With that {@link #maxSubscriptions()}. */
  public Policy maxSubscriptions(int newMaxSubscriptions) {
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
        newMaxSubscriptions,
        onDemand,
        checked);
  }

  /** With that {@link #onDemand()}. */
  public Policy onDemand(boolean newOnDemand) {
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
        newOnDemand,
        checked);
  }

  /** With that {@link #checked()}. */
  public Policy checked(boolean newChecked) {
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
        newChecked);
  }
}
