package dev.gater.bench.peer;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import net.engio.mbassy.bus.MBassador;
import net.engio.mbassy.bus.config.BusConfiguration;
import net.engio.mbassy.bus.config.Feature;
import net.engio.mbassy.listener.Handler;
import net.engio.mbassy.listener.Listener;
import net.engio.mbassy.listener.References;

/**
 * MBassador, asynchronous. One dispatcher: two would call a handler for two messages at once, and
 * in any order. It knows types but no topics, and ten thousand buses would be ten thousand threads:
 * one listener finds the topic's own.
 */
final class MbassadorPeer implements Peer {

  @Override
  public Bus open(Shape shape, Receiver[] receivers) {
    OwnedThreads threads = new OwnedThreads("mbassador");
    Feature.AsynchronousMessageDispatch dispatch =
        new Feature.AsynchronousMessageDispatch()
            .setNumberOfMessageDispatchers(1)
            .setDispatcherThreadFactory(threads)
            .setMessageQueue(new ArrayBlockingQueue<>(Contender.QUEUE));
    MBassador<Object> bus =
        new MBassador<>(
            new BusConfiguration()
                .addFeature(Feature.SyncPubSub.Default())
                .addFeature(Feature.AsynchronousHandlerInvocation.Default(1, 1))
                .addFeature(dispatch)
                .addPublicationErrorHandler(error -> {
                  throw new IllegalStateException(error.getMessage(), error.getCause());
                }));
    if (shape.topics() == 1) {
      for (Receiver receiver : receivers) {
        bus.subscribe(new Plain(receiver));
      }
    } else {
      bus.subscribe(new ByTopic(receivers));
    }
    return new Async(bus, shape.topics() == 1, threads);
  }

  /** The listener of one subscriber. */
  @Listener(references = References.Strong)
  public static final class Plain {
    private final Receiver receiver;

    Plain(Receiver receiver) {
      this.receiver = receiver;
    }

    /** Takes a message. */
    @Handler
    public void on(Long value) {
      receiver.take(value);
    }
  }

  /** The one listener of many topics. */
  @Listener(references = References.Strong)
  public static final class ByTopic {
    private final Receiver[] receivers;

    ByTopic(Receiver[] receivers) {
      this.receivers = receivers;
    }

    /** Takes a message. */
    @Handler
    public void on(Topical message) {
      receivers[message.topic()].take(message.value());
    }
  }

  /** A message and its topic. */
  public record Topical(int topic, Long value) {}

  private record Async(MBassador<Object> bus, boolean plain, OwnedThreads threads) implements Bus {
    @Override
    public boolean publish(int topic, Long value) {
      bus.publishAsync(plain ? value : new Topical(topic, value), 1, TimeUnit.HOURS);
      return true;
    }

    @Override
    public void close() {
      bus.shutdown();
      threads.join();
    }
  }
}
