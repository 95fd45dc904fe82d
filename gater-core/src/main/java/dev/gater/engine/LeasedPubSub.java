package dev.gater.engine;

import dev.gater.Durability;
import dev.gater.Durable;
import dev.gater.HandOff;
import dev.gater.Handler;
import dev.gater.HistoryPage;
import dev.gater.HistoryQuery;
import dev.gater.InstanceStats;
import dev.gater.Policy;
import dev.gater.PubSub;
import dev.gater.Publication;
import dev.gater.Publication.Reason;
import dev.gater.PublishOptions;
import dev.gater.Receipt;
import dev.gater.Subscription;
import dev.gater.SubscriptionOptions;
import dev.gater.Topic;
import dev.gater.engine.lane.LocalSubscription;
import dev.gater.engine.route.Destination;
import dev.gater.event.Event;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** An instance as seen through one lease. */
final class LeasedPubSub<E extends Event> implements PubSub<E> {
  private final Lease lease;
  private final Instance instance;

  LeasedPubSub(Lease lease, Instance instance) {
    this.lease = lease;
    this.instance = instance;
  }

  @Override
  public String name() {
    return instance.name();
  }

  @Override
  public Policy policy() {
    return instance.policy();
  }

  @Override
  public Publication publish(E event, PublishOptions options) {
    Objects.requireNonNull(event, "event");
    Objects.requireNonNull(options, "options");
    return lease.isClosed() ? closed() : instance.publish(event, options);
  }

  @Override
  public Publication publish(
      String topic, String type, @Nullable Object data, PublishOptions options) {
    Objects.requireNonNull(topic, "topic");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(options, "options");
    return lease.isClosed() ? closed() : instance.publish(topic, type, data, options);
  }

  private Publication closed() {
    return instance.refuse(Reason.CLOSED, "this Gater is closed");
  }

  @Override
  public CompletionStage<Receipt> publishConfirmed(E event, PublishOptions options) {
    Objects.requireNonNull(event, "event");
    Objects.requireNonNull(options, "options");
    return lease.isClosed() ? closedStage() : instance.confirm(() -> publish(event, options));
  }

  @Override
  public CompletionStage<Receipt> publishConfirmed(
      String topic, String type, @Nullable Object data, PublishOptions options) {
    Objects.requireNonNull(topic, "topic");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(options, "options");
    return lease.isClosed()
        ? closedStage()
        : instance.confirm(() -> publish(topic, type, data, options));
  }

  private CompletionStage<Receipt> closedStage() {
    return CompletableFuture.completedStage(new Receipt(closed(), null, Durability.NONE));
  }

  @Override
  public Subscription subscribe(SubscriptionOptions options, Handler<E> handler) {
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(handler, "handler");
    if (lease.isClosed()) {
      throw Lease.closedLease();
    }
    LocalSubscription subscription = instance.subscribe(options, handler);
    lease.adopt(subscription);
    return subscription;
  }

  @Override
  public List<Durable> durables() {
    return instance.durables();
  }

  @Override
  public HistoryPage<E> history(HistoryQuery query) {
    Objects.requireNonNull(query, "query");
    if (lease.isClosed()) {
      throw Lease.closedLease();
    }
    return instance.history(query);
  }

  @Override
  public Topic topic(String topic) {
    return new Handle(instance.destination(topic));
  }

  @Override
  public InstanceStats stats() {
    return instance.stats();
  }

  @Override
  public List<HandOff> handOffs() {
    return instance.handOffs();
  }

  private final class Handle implements Topic {
    private final Destination destination;

    Handle(Destination destination) {
      this.destination = destination;
    }

    @Override
    public String name() {
      return destination.topic();
    }

    @Override
    public Publication publish(String type, @Nullable Object data, PublishOptions options) {
      Objects.requireNonNull(type, "type");
      Objects.requireNonNull(options, "options");
      return lease.isClosed() ? closed() : instance.publish(destination, type, data, options);
    }
  }
}
