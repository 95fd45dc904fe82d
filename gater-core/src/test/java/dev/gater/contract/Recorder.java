package dev.gater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gater.Gap;
import dev.gater.Handler;
import dev.gater.Message;
import dev.gater.PubSub;
import dev.gater.Subscription;
import dev.gater.SubscriptionOptions;
import dev.gater.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A handler that remembers, in order, what it was called with, and fails its test when two of its
 * calls overlap.
 */
final class Recorder<E extends Event> implements Handler<E> {
  private final Step<E> step;
  private final CompletableFuture<Subscription> subscription = new CompletableFuture<>();
  private final AtomicBoolean busy = new AtomicBoolean();
  private final AtomicBoolean overlapped = new AtomicBoolean();
  private final List<Object> entries = new ArrayList<>();

  /** What a recorder does once it has remembered a message. */
  @FunctionalInterface
  interface Step<E extends Event> {
    void take(Message<E> message) throws Exception;
  }

  Recorder(Step<E> step) {
    this.step = step;
  }

  static <E extends Event> Recorder<E> on(PubSub<E> instance, String pattern) {
    return on(instance, SubscriptionOptions.of(pattern));
  }

  static <E extends Event> Recorder<E> on(PubSub<E> instance, SubscriptionOptions options) {
    return on(instance, options, message -> {});
  }

  /** One that is held up by a gate as it gets its first message. */
  static <E extends Event> Recorder<E> behind(
      Gate gate, PubSub<E> instance, SubscriptionOptions options) {
    return on(instance, options, message -> gate.pass());
  }

  static <E extends Event> Recorder<E> behind(Gate gate, PubSub<E> instance, String pattern) {
    return behind(gate, instance, SubscriptionOptions.of(pattern));
  }

  static <E extends Event> Recorder<E> on(
      PubSub<E> instance, SubscriptionOptions options, Step<E> step) {
    Recorder<E> recorder = new Recorder<>(step);
    recorder.subscription.complete(instance.subscribe(options, recorder));
    return recorder;
  }

  @Override
  public void handle(Message<E> message) throws Exception {
    enter(message);
    try {
      step.take(message);
    } finally {
      busy.set(false);
    }
  }

  @Override
  public void gap(Gap gap) {
    enter(gap);
    busy.set(false);
  }

  private void enter(Object entry) {
    if (!busy.compareAndSet(false, true)) {
      overlapped.set(true);
    }
    synchronized (entries) {
      entries.add(entry);
    }
  }

  /** The subscription that {@code on} and {@code behind} made; waits until it is known. */
  Subscription subscription() {
    return Waits.result(subscription);
  }

  private List<Object> entries() {
    assertThat(overlapped.get()).as("two calls of one handler overlapped").isFalse();
    synchronized (entries) {
      return List.copyOf(entries);
    }
  }

  @SuppressWarnings("unchecked") // what is not a gap came through handle
  List<Message<E>> messages() {
    return entries().stream()
        .filter(entry -> !(entry instanceof Gap))
        .map(entry -> (Message<E>) entry)
        .toList();
  }

  List<Gap> gaps() {
    return entries().stream().filter(Gap.class::isInstance).map(Gap.class::cast).toList();
  }

  /** The sequences of messages, and the gaps, in the order told. */
  List<Object> told() {
    return entries().stream()
        .map(entry -> entry instanceof Message<?> message ? (Object) message.sequence() : entry)
        .toList();
  }

  List<Long> sequences() {
    return messages().stream().map(Message::sequence).toList();
  }

  List<String> topics() {
    return messages().stream().map(Message::topic).toList();
  }

  List<String> types() {
    return messages().stream().map(Message::type).toList();
  }

  List<@Nullable Object> data() {
    List<@Nullable Object> data = new ArrayList<>();
    messages().forEach(message -> data.add(message.data()));
    return data;
  }

  int count() {
    synchronized (entries) {
      return entries.size();
    }
  }

  /** Waits until it has been called so often, for messages and gaps. */
  Recorder<E> await(int calls) {
    Waits.until(calls + " calls, not " + count(), () -> count() >= calls);
    return this;
  }
}
