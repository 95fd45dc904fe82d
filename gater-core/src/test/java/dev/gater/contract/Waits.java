package dev.gater.contract;

import static org.awaitility.Awaitility.await;

import dev.gater.Subscription;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Bounded waits. The bound is for a hopeless case and generous; no test depends on it to pass. */
final class Waits {
  static final int LONGEST_SECONDS = 30;

  private Waits() {}

  static void until(String what, BooleanSupplier condition) {
    if (condition.getAsBoolean()) {
      return;
    }
    await(what)
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .atMost(Duration.ofSeconds(LONGEST_SECONDS))
        .until(condition::getAsBoolean);
  }

  /** Waits until so many messages were found to be for that subscription. */
  static void untilMatched(Subscription subscription, long count) {
    until(
        count + " matched for " + subscription.name(),
        () -> subscription.stats().matched() >= count);
  }

  /** Waits until nothing waits for that subscription and none of its calls is under way. */
  static void untilIdle(Subscription subscription, long matched) {
    untilMatched(subscription, matched);
    until(subscription.name() + " idle", () -> subscription.stats().inFlight() == 0);
  }

  static <T> T result(Future<T> future) {
    try {
      return future.get(LONGEST_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException failed) {
      throw new AssertionError("no result", failed);
    }
  }

  static <T> T completed(CompletionStage<T> stage) {
    return result(stage.toCompletableFuture());
  }
}
