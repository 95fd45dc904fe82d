package dev.gater;

import dev.gater.event.Event;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One instance: a dispatcher, a memory, a policy and subscriptions of its own.
 *
 * <p><b>Publishing never hurts.</b> No {@code publish} method throws, but for a null argument: a
 * topic that is not legal, data that is not JSON-like, a full or closed instance come back as a
 * {@link Publication} that is not {@linkplain Publication#accepted() accepted} and says why. A
 * publication waits only where the instance's policy says so ({@link WhenFull}), never longer than
 * that.
 *
 * <p><b>Order.</b> A subscription is called for one publisher's messages in the order published,
 * one call at a time; all subscriptions see the one order of the sequence numbers.
 *
 * <p>Safe for use by any number of threads, inside handlers too.
 *
 * @param <E> the family of typed events that belong here
 */
public interface PubSub<E extends Event> {

  /** The instance's name, such as {@code health}. */
  String name();

  /** The policy, which never changes. */
  Policy policy();

  /** Publishes a typed event; its topic and type follow from its fields. */
  default Publication publish(E event) {
    return publish(event, PublishOptions.none());
  }

  /** Publishes a typed event. */
  Publication publish(E event, PublishOptions options);

  /**
   * Publishes in the raw form.
   *
   * @param topic a legal topic, else {@link Publication.Reason#INVALID_TOPIC}
   * @param type 1–100 characters, none of them blank or a control character
   * @param data JSON-like: null, a string, a boolean, a number of the JDK's immutable ones, or maps
   *     with string keys and collections of these. It is copied, so later changes to it are not
   *     seen.
   */
  default Publication publish(String topic, String type, @Nullable Object data) {
    return publish(topic, type, data, PublishOptions.none());
  }

  /** Publishes in the raw form; see {@link #publish(String, String, Object)}. */
  Publication publish(String topic, String type, @Nullable Object data, PublishOptions options);

  /** Publishes to everyone but {@code sender}, whose live delivery is left out. */
  default Publication publishFrom(Subscription sender, E event) {
    return publish(event, PublishOptions.none().from(sender));
  }

  /** Publishes to everyone but {@code sender}, whose live delivery is left out. */
  default Publication publishFrom(
      Subscription sender, String topic, String type, @Nullable Object data) {
    return publish(topic, type, data, PublishOptions.none().from(sender));
  }

  /** Publishes to the subscriptions of this node only. */
  default Publication publishLocal(E event) {
    return publish(event, PublishOptions.none().local());
  }

  /** Publishes to the subscriptions of this node only. */
  default Publication publishLocal(String topic, String type, @Nullable Object data) {
    return publish(topic, type, data, PublishOptions.none().local());
  }

  /**
   * Publishes to the subscriptions of one node. A node that nobody knows is not an error: the
   * publication is accepted and reaches nobody.
   */
  default Publication publishTo(String node, E event) {
    return publish(event, PublishOptions.none().to(node));
  }

  /** Publishes to the subscriptions of one node; see {@link #publishTo(String, Event)}. */
  default Publication publishTo(String node, String topic, String type, @Nullable Object data) {
    return publish(topic, type, data, PublishOptions.none().to(node));
  }

  /** {@link #publishConfirmed(Event, PublishOptions)} without options. */
  default CompletionStage<Receipt> publishConfirmed(E event) {
    return publishConfirmed(event, PublishOptions.none());
  }

  /**
   * Publishes, and answers once the policy's durability holds. The stage never fails: a publication
   * that was refused, or whose durability is not to be had here ({@link
   * Publication.Reason#DURABILITY_UNAVAILABLE}: nothing was published), completes it with a receipt
   * that says so. On an instance of durability {@link Durability#NONE} acceptance is all there is
   * to confirm. While a disk is in trouble it waits until that is over, or the node is closed: then
   * the receipt says that less holds. Dependents run on virtual threads, and hold up nobody.
   */
  CompletionStage<Receipt> publishConfirmed(E event, PublishOptions options);

  /** {@link #publishConfirmed(String, String, Object, PublishOptions)} without options. */
  default CompletionStage<Receipt> publishConfirmed(
      String topic, String type, @Nullable Object data) {
    return publishConfirmed(topic, type, data, PublishOptions.none());
  }

  /** The raw form of {@link #publishConfirmed(Event, PublishOptions)}. */
  CompletionStage<Receipt> publishConfirmed(
      String topic, String type, @Nullable Object data, PublishOptions options);

  /**
   * Calls {@code handler} for each message published from now on whose topic matches.
   *
   * @throws InvalidTopicException if the pattern is not legal
   * @throws IllegalStateException if the node or the lease is closed
   */
  default Subscription subscribe(String pattern, Handler<E> handler) {
    return subscribe(SubscriptionOptions.of(pattern), handler);
  }

  /**
   * Calls {@code handler} for each matching message from the chosen start on. The subscription is
   * active when this returns.
   *
   * @throws IllegalArgumentException if the options ask for what this instance can't give; the
   *     message says what can be done
   * @throws IllegalStateException if the node or the lease is closed, or the policy's number of
   *     subscriptions is reached
   */
  Subscription subscribe(SubscriptionOptions options, Handler<E> handler);

  /** The durables of this instance, by name, whether they have members or not. */
  List<Durable> durables();

  /** The durable of that name, or empty where there is none. */
  default Optional<Durable> durable(String name) {
    return durables().stream().filter(durable -> durable.name().equals(name)).findFirst();
  }

  /**
   * Reads a page of what is kept, on the calling thread. Messages that have been accepted and are
   * still to be dispatched are not in it.
   *
   * @throws IllegalStateException if the node or the lease is closed
   * @throws DataDirectoryException if the disk can't be read
   */
  HistoryPage<E> history(HistoryQuery query);

  /**
   * A handle on one topic, which skips the look-up of each publication.
   *
   * @throws InvalidTopicException if the topic is not legal
   */
  Topic topic(String topic);

  /** The figures of this instance since it was opened. */
  InstanceStats stats();

  /**
   * The last handler calls that were taken off the dispatcher, oldest first, 64 at most. Each that
   * exceeded its budget ({@link Policy#handlerBudget()}) is also published on diagnostics, where
   * somebody listens.
   */
  List<HandOff> handOffs();
}
