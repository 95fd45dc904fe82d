package dev.gater.soak;

import dev.gater.Gap;
import dev.gater.Gater;
import dev.gater.Handler;
import dev.gater.Message;
import dev.gater.OverloadPolicy;
import dev.gater.Position;
import dev.gater.PubSub;
import dev.gater.Start;
import dev.gater.Subscription;
import dev.gater.SubscriptionOptions;
import dev.gater.Topic;
import dev.gater.event.Event;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.random.RandomGenerator.SplittableGenerator;
import org.jspecify.annotations.Nullable;

/** One instance during a round: what was published there and who was there. */
final class Hall {
  private static final int MOST_PRESENT = 14;
  private static final int MOST_VISITORS = 4000;

  final Setting setting;
  final PubSub<?> instance;
  final List<Topic> topics;
  final Chronicle chronicle;
  final Gate gate = new Gate();
  final Faults faults;
  private final List<Hall> halls;
  private final AtomicInteger publishers = new AtomicInteger();
  private final AtomicInteger ids = new AtomicInteger();
  private final List<Visitor> visitors = new CopyOnWriteArrayList<>();
  private final List<Visitor> turnedAway = new CopyOnWriteArrayList<>();
  private final List<Visitor> present = new CopyOnWriteArrayList<>();
  private volatile @Nullable Message<?> epochGiver;
  private volatile boolean hurry;

  Hall(Setting setting, Gater gater, int capacity, List<Hall> halls, Faults faults) {
    this.setting = setting;
    this.instance = gater.instance(setting.instance());
    this.topics = Topics.NAMES.stream().map(instance::topic).toList();
    this.chronicle = new Chronicle(capacity);
    this.halls = halls;
    this.faults = faults;
  }

  Hall anotherHall(RandomGenerator random) {
    return halls.get(random.nextInt(halls.size()));
  }

  Publisher newPublisher(RandomGenerator random) {
    return new Publisher(
        this, publishers.incrementAndGet(), ((SplittableGenerator) random).split());
  }

  boolean hasRoom() {
    present.removeIf(Visitor::isClosing);
    return present.size() < MOST_PRESENT && mayCome();
  }

  boolean mayCome() {
    return visitors.size() < MOST_VISITORS;
  }

  /** A visitor of whatever kind comes. */
  Optional<Visitor> welcome(RandomGenerator random) {
    RandomGenerator own = ((SplittableGenerator) random).split();
    Manner manner = Manner.draw(this, own);
    return welcome(Wish.draw(this, own, manner.isBrief()), manner, false);
  }

  /** One that gets stuck and leaves. */
  Optional<Visitor> welcomeFlash(RandomGenerator random) {
    RandomGenerator own = ((SplittableGenerator) random).split();
    return welcome(Wish.draw(this, own, false), Manner.of(Manner.Kind.FLASHES, this, own), false);
  }

  /** Whoever shares with this one may come and go; this one stays, so that no message is lost. */
  void anchor(@Nullable String group, RandomGenerator random) {
    Wish wish = new Wish(0, Start.live(), 0, OverloadPolicy.CATCH_UP, null, group);
    Manner manner = Manner.of(Manner.Kind.QUICK, this, ((SplittableGenerator) random).split());
    welcome(wish, manner, true);
  }

  private Optional<Visitor> welcome(Wish wish, Manner manner, boolean stays) {
    Visitor visitor = new Visitor(ids.incrementAndGet(), this, wish, manner, stays);
    visitor.acceptedBefore = instance.stats().published();
    Subscription made;
    try {
      made = subscribe(instance, wish.options(), visitor);
    } catch (IllegalStateException closed) { // the node drains already
      turnedAway.add(visitor);
      return Optional.empty();
    }
    visitor.acceptedAfter = instance.stats().published();
    visitor.came(made);
    visitors.add(visitor);
    present.add(visitor);
    return Optional.of(visitor);
  }

  private static <E extends Event> Subscription subscribe(
      PubSub<E> instance, SubscriptionOptions options, Visitor visitor) {
    return instance.subscribe(
        options,
        new Handler<E>() {
          @Override
          public void handle(Message<E> message) throws Exception {
            visitor.handle(message);
          }

          @Override
          public void gap(Gap gap) {
            visitor.gap(gap);
          }
        });
  }

  Optional<Visitor> anyVisitor(RandomGenerator random) {
    List<Visitor> now = List.copyOf(present);
    return now.isEmpty()
        ? Optional.empty()
        : Optional.of(now.get(random.nextInt(now.size()))).filter(visitor -> !visitor.stays);
  }

  List<Visitor> visitors() {
    return List.copyOf(visitors);
  }

  /** Whose subscribing met the node's end: they may have been called for a moment before that. */
  List<Visitor> turnedAway() {
    return List.copyOf(turnedAway);
  }

  void sawEpochOf(Message<?> message) {
    if (epochGiver == null) {
      epochGiver = message;
    }
  }

  /** To begin after that message, if it can be said. */
  Start position(long sequence) {
    Message<?> known = epochGiver;
    return known == null || sequence > instance.stats().published()
        ? Start.live()
        : Start.after(new Position(known.position().epoch(), sequence));
  }

  /** The round ends: nobody is slow any more. */
  void hurry() {
    hurry = true;
    gate.openForGood();
  }

  boolean hurries() {
    return hurry;
  }
}
