package dev.gater.examples;

import dev.gater.AckHandler;
import dev.gater.DeadLetter;
import dev.gater.Delivery;
import dev.gater.Durable;
import dev.gater.DurableOptions;
import dev.gater.Gater;
import dev.gater.PubSub;
import dev.gater.Subscription;
import dev.gater.SubscriptionOptions;
import dev.gater.event.DomainEvent;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * An order desk that goes on where it stopped: orders are acknowledged when they are booked, one
 * that can't be booked is tried three times and then put aside, and dealt with by a person.
 */
public final class OrderDesk {
  private static final SubscriptionOptions BOOKING =
      SubscriptionOptions.of("orders:*")
          .durable(
              "booking",
              DurableOptions.defaults()
                  .maxDeliveries(3)
                  .backOff(Duration.ofMillis(10), Duration.ofMillis(40)));

  private OrderDesk() {}

  /** Runs it. */
  public static void main(String[] args) throws InterruptedException {
    try (Gater gater = Gater.open()) {
      PubSub<DomainEvent> events = gater.events();
      handlersThatReturnAcknowledge(events);
      handlersThatAcknowledgeThemselves(events);
      deadLetters(events);
    }
  }

  private static void handlersThatReturnAcknowledge(PubSub<DomainEvent> events)
      throws InterruptedException {
    CountDownLatch booked = new CountDownLatch(1);
    Subscription desk =
        events.subscribe(
            BOOKING,
            message -> {
              System.out.println("booked " + message.data());
              booked.countDown();
            });
    events.publish("orders:books", "ordered", Map.of("order", 1));
    await(booked);
    desk.close(); // the durable stays, and with it its place
    events.publish("orders:books", "ordered", Map.of("order", 2));
    events.publish("orders:toys", "ordered", Map.of("order", "?"));
  }

  private static void handlersThatAcknowledgeThemselves(PubSub<DomainEvent> events)
      throws InterruptedException {
    CountDownLatch settled = new CountDownLatch(4);
    Executor workers = ForkJoinPool.commonPool();
    Subscription desk =
        events.subscribe(
            BOOKING,
            AckHandler.of(delivery ->
                workers.execute(() -> {
                  book(delivery);
                  settled.countDown();
                })));
    await(settled);
    desk.close();
  }

  private static void book(Delivery<DomainEvent> delivery) {
    boolean known = delivery.message().topic().equals("orders:books");
    boolean current = known ? delivery.ack() : delivery.nack();
    if (current) {
      System.out.println(
          (known ? "booked " : "refused ")
              + delivery.message().data()
              + " at attempt "
              + delivery.attempt());
    }
  }

  private static void deadLetters(PubSub<DomainEvent> events) throws InterruptedException {
    Durable booking = events.durable("booking").orElseThrow();
    while (booking.stats().dead() == 0) {
      LockSupport.parkNanos(1_000_000); // it is stored about a twentieth of a second later
    }
    for (DeadLetter letter : booking.dead(0, 100)) {
      System.out.println("dead: " + letter.message().data() + ", " + letter.reason());
      boolean retried = booking.retry(letter.position()); // or discard(…)
      System.out.println("retried: " + retried);
    }
    CountDownLatch booked = new CountDownLatch(1);
    events.subscribe(
        BOOKING,
        message -> {
          System.out.println("booked by hand " + message.data());
          booked.countDown();
        });
    await(booked);
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    if (!latch.await(30, TimeUnit.SECONDS)) {
      throw new IllegalStateException("nothing came");
    }
  }
}
