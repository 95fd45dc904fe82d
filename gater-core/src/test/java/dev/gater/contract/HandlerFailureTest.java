package dev.gater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gater.Gap;
import dev.gater.Gater;
import dev.gater.Handler;
import dev.gater.Message;
import dev.gater.Position;
import dev.gater.PubSub;
import dev.gater.Start;
import dev.gater.SubscriptionOptions;
import dev.gater.event.DomainEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A handler that fails loses that delivery and nothing else. */
class HandlerFailureTest {
  private static final int SOME = 50;

  @RegisterExtension final Nodes nodes = new Nodes();

  /** Fails for the messages whose number is odd. */
  private Recorder<DomainEvent> failing(
      PubSub<DomainEvent> events, Recorder.Step<DomainEvent> failure) {
    return Recorder.on(
        events,
        SubscriptionOptions.of("*"),
        message -> {
          if (message.sequence() % 2 == 1) {
            failure.take(message);
          }
        });
  }

  /** Throws that, checked or not, as a handler that was compiled elsewhere may. */
  private static void raise(Throwable thrown) throws Exception {
    if (thrown instanceof Error error) {
      throw error;
    }
    throw (Exception) thrown;
  }

  static Stream<Throwable> failures() {
    return Stream.of(
        new IllegalStateException("thrown by a test"),
        new TimeoutException("thrown by a test"),
        new InterruptedException("thrown by a test"),
        new Error("thrown by a test"),
        new AssertionError("thrown by a test"),
        new StackOverflowError("thrown by a test"),
        new OutOfMemoryError("thrown by a test"),
        new NoClassDefFoundError("thrown by a test"));
  }

  /** One that throws again when it is looked at. */
  private static final class Unprintable extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Throwable again;

    Unprintable(Throwable again) {
      this.again = again;
    }

    @Override
    public String getMessage() {
      if (again instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) again;
    }

    @Override
    public String toString() {
      return getMessage();
    }
  }

  private void losesThatDeliveryOnly(Recorder.Step<DomainEvent> failure) {
    Gater gater = nodes.open(config -> config.selfReports(true));
    var failing = failing(gater.events(), failure);
    var calm = Recorder.on(gater.events(), "*");

    Numbers.publish(gater.events(), "a", 1, SOME);
    failing.await(SOME);
    calm.await(SOME);
    Waits.untilIdle(failing.subscription(), SOME);
    Waits.untilIdle(calm.subscription(), SOME);

    assertThat(failing.data()).isEqualTo(Numbers.data(1, SOME));
    assertThat(calm.data()).isEqualTo(Numbers.data(1, SOME));
    var stats = failing.subscription().stats();
    assertThat(stats.failed()).isEqualTo(SOME / 2);
    assertThat(stats.delivered()).isEqualTo(SOME / 2);
    assertThat(stats.matched()).isEqualTo(SOME);
    assertThat(stats.dropped()).isZero();
    assertThat(calm.subscription().stats().failed()).isZero();
    assertThat(calm.subscription().stats().delivered()).isEqualTo(SOME);
    assertThat(gater.events().stats().failed()).isEqualTo(SOME / 2);
    assertThat(failing.subscription().whenClosed().toCompletableFuture()).isNotDone();
  }

  @ParameterizedTest
  @MethodSource("failures")
  void whateverIsThrownLosesThatDeliveryOnly(Throwable thrown) {
    losesThatDeliveryOnly(message -> raise(thrown));
  }

  @Test
  void whatThrowsAgainWhenItIsLookedAtLosesThatDeliveryOnly() {
    losesThatDeliveryOnly(message -> {
      throw new Unprintable(new IllegalStateException("thrown by a test's getMessage"));
    });
    losesThatDeliveryOnly(message -> {
      throw new Unprintable(new AssertionError("thrown by a test's getMessage"));
    });
  }

  @Test
  void aStackThatReallyOverflowsLosesThatDeliveryOnly() {
    losesThatDeliveryOnly(message -> assertThat(deeper(0)).isZero());
  }

  private static int deeper(int depth) {
    return depth < 0 ? depth : deeper(depth + 1) + 1;
  }

  @Test
  void aHandlerThatInterruptsItselfInterruptsNobodyElse() {
    PubSub<DomainEvent> events = nodes.open().events();
    List<Boolean> interrupted = Collections.synchronizedList(new ArrayList<>());
    Handler<DomainEvent> look = message -> interrupted.add(Thread.currentThread().isInterrupted());
    events.subscribe("*", look);
    var self =
        Recorder.on(
            events,
            SubscriptionOptions.of("*"),
            message -> {
              interrupted.add(Thread.currentThread().isInterrupted());
              Thread.currentThread().interrupt();
            });
    events.subscribe("*", look);

    Numbers.publish(events, "a", 1, SOME);
    Waits.until("all called", () -> interrupted.size() == 3 * SOME);
    Waits.untilIdle(self.subscription(), SOME);

    assertThat(interrupted).containsOnly(false);
    assertThat(self.subscription().stats().delivered()).isEqualTo(SOME);
  }

  @Test
  void aHandlerThatInterruptsItselfAndThrowsInterruptsNobodyElse() {
    PubSub<DomainEvent> events = nodes.open().events();
    List<Boolean> interrupted = Collections.synchronizedList(new ArrayList<>());
    var self =
        failing(
            events,
            message -> {
              interrupted.add(Thread.currentThread().isInterrupted());
              Thread.currentThread().interrupt();
              throw new IllegalStateException("thrown by a test");
            });

    Numbers.publish(events, "a", 1, SOME);
    Waits.untilIdle(self.subscription(), SOME);

    assertThat(interrupted).hasSize(SOME / 2).containsOnly(false);
    assertThat(self.subscription().stats().failed()).isEqualTo(SOME / 2);
  }

  @Test
  void oneThatNeverReturnsHoldsUpItselfOnly() {
    PubSub<DomainEvent> events = nodes.open("events", policy -> policy.queue(4)).events();
    Gate never = nodes.gate();
    var stuck =
        Recorder.on(events, SubscriptionOptions.of("*"), message -> never.passUninterruptibly());
    var others = Stream.generate(() -> Recorder.on(events, "*")).limit(3).toList();

    Numbers.publish(events, "a", 1, SOME);

    assertThat(others)
        .allSatisfy(other -> assertThat(other.await(SOME).data()).isEqualTo(Numbers.data(1, SOME)));
    assertThat(stuck.count()).isEqualTo(1);
    assertThat(stuck.subscription().stats().inFlight()).isEqualTo(SOME);
    var late = Recorder.on(events, "*");
    Numbers.publish(events, "a", SOME + 1, SOME + 1);
    assertThat(late.await(1).data()).containsExactly(SOME + 1);
  }

  @Test
  void aGapThatIsNotTakenIsNotAFailedDelivery() {
    PubSub<DomainEvent> events = nodes.open().events();
    var calm = Recorder.on(events, "*");
    List<Object> told = Collections.synchronizedList(new ArrayList<>());
    var subscription =
        events.subscribe(
            SubscriptionOptions.of("*").from(Start.after(new Position("another", 7))),
            new Handler<>() {
              @Override
              public void handle(Message<DomainEvent> message) {
                told.add(message.sequence());
              }

              @Override
              public void gap(Gap gap) {
                told.add(gap);
                throw new IllegalStateException("thrown by a test");
              }
            });

    Numbers.publish(events, "a", 1, SOME);
    Waits.untilIdle(subscription, SOME);
    calm.await(SOME);

    List<Object> expected = new ArrayList<>(List.of(new Gap(8, 7, Gap.Why.RESET)));
    expected.addAll(Numbers.sequences(1, SOME));
    assertThat(told).isEqualTo(expected);
    assertThat(subscription.stats().failed()).isZero();
    assertThat(subscription.stats().delivered()).isEqualTo(SOME);
    assertThat(subscription.stats().matched()).isEqualTo(SOME);
    assertThat(calm.data()).isEqualTo(Numbers.data(1, SOME));
  }

  @Test
  void failuresWhileCatchingUpLoseThoseDeliveriesOnly() {
    PubSub<DomainEvent> events = nodes.open("events", policy -> policy.queue(1)).events();
    Numbers.publish(events, "a", 1, SOME);
    History.settle(events);

    var failing =
        Recorder.on(
            events,
            SubscriptionOptions.of("*").from(Start.beginning()),
            message -> {
              throw new IllegalStateException("thrown by a test");
            });
    Numbers.publish(events, "a", SOME + 1, 2 * SOME);
    failing.await(2 * SOME);
    Waits.untilIdle(failing.subscription(), 2 * SOME);

    assertThat(failing.told()).isEqualTo(Numbers.sequences(1, 2 * SOME));
    assertThat(failing.subscription().stats().failed()).isEqualTo(2 * SOME);
  }

  @Test
  void aNodeWhoseHandlersFailDrains() {
    Gater gater = nodes.open();
    var failing =
        Recorder.on(
            gater.events(),
            SubscriptionOptions.of("*"),
            message -> {
              throw new AssertionError("thrown by a test");
            });
    Numbers.publish(gater.events(), "a", 1, SOME);

    var receipt = gater.drain();

    assertThat(receipt.abandoned()).isZero();
    assertThat(failing.data()).isEqualTo(Numbers.data(1, SOME));
  }
}
