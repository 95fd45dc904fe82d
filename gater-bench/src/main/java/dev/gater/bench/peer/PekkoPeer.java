package dev.gater.bench.peer;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.event.japi.LookupEventBus;

/**
 * Pekko's event stream to an actor a subscriber, with bounded mailboxes that make the publisher
 * wait. The stream knows types but no topics; where there are many, it is Pekko's own bus with a
 * look-up.
 */
final class PekkoPeer implements Peer {
  private static final Config CONFIG =
      ConfigFactory.parseString(
              """
              pekko {
                loglevel = OFF
                stdout-loglevel = OFF
                log-dead-letters = off
                daemonic = on
              }
              bench-mailbox {
                mailbox-type = "org.apache.pekko.dispatch.BoundedMailbox"
                mailbox-capacity = %d
                mailbox-push-timeout-time = 1h
              }
              """
                  .formatted(Contender.QUEUE))
          .withFallback(ConfigFactory.load());

  @Override
  public Bus open(Shape shape, Receiver[] receivers) {
    ActorSystem system = ActorSystem.create("bench", CONFIG);
    ActorRef[] actors = new ActorRef[receivers.length];
    for (int i = 0; i < actors.length; i++) {
      Receiver receiver = receivers[i];
      actors[i] =
          system.actorOf(
              Props.create(Subscriber.class, () -> new Subscriber(receiver))
                  .withMailbox("bench-mailbox"));
    }
    if (shape.topics() == 1) {
      for (ActorRef actor : actors) {
        system.eventStream().subscribe(actor, Long.class);
      }
      return new Stream(system);
    }
    Lookup lookup = new Lookup(shape.topics());
    for (int topic = 0; topic < actors.length; topic++) {
      lookup.subscribe(actors[topic], topic);
    }
    return new ByTopic(system, lookup);
  }

  private static final class Subscriber extends AbstractActor {
    private final Receiver receiver;

    Subscriber(Receiver receiver) {
      this.receiver = receiver;
    }

    @Override
    public Receive createReceive() {
      return receiveBuilder().match(Long.class, receiver::take).build();
    }
  }

  private record Topical(int topic, Long value) {}

  private static final class Lookup extends LookupEventBus<Topical, ActorRef, Integer> {
    private final int topics;

    Lookup(int topics) {
      this.topics = topics;
    }

    @Override
    public int mapSize() {
      return topics;
    }

    @Override
    public int compareSubscribers(ActorRef a, ActorRef b) {
      return a.compareTo(b);
    }

    @Override
    public Integer classify(Topical event) {
      return event.topic;
    }

    @Override
    public void publish(Topical event, ActorRef subscriber) {
      subscriber.tell(event.value, ActorRef.noSender());
    }
  }

  private static void end(ActorSystem system) {
    system.terminate();
    try {
      system.getWhenTerminated().toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  private record Stream(ActorSystem system) implements Bus {
    @Override
    public boolean publish(int topic, Long value) {
      system.eventStream().publish(value);
      return true;
    }

    @Override
    public void close() {
      end(system);
    }
  }

  private record ByTopic(ActorSystem system, Lookup lookup) implements Bus {
    @Override
    public boolean publish(int topic, Long value) {
      lookup.publish(new Topical(topic, value));
      return true;
    }

    @Override
    public void close() {
      end(system);
    }
  }
}
