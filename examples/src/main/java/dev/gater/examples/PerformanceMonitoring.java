package dev.gater.examples;

import dev.gater.Gater;
import dev.gater.Message;
import dev.gater.event.DiagnosticsEvent;
import dev.gater.event.MetricsEvent;
import dev.gater.event.PerformanceTrace;
import dev.gater.event.SubscriptionMetrics;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Performance monitoring: which subscriptions take their time, and what they do then. Diagnostics
 * cost next to nothing as long as nobody subscribes, so a monitor may come and go.
 */
public final class PerformanceMonitoring {
  private static final long SLOW_MILLIS = 100;

  private final Map<String, LongSummaryStatistics> times = new ConcurrentSkipListMap<>();
  private final Map<String, String> places = new ConcurrentHashMap<>();

  private PerformanceMonitoring() {}

  /** Runs it. */
  public static void main(String[] args) {
    PerformanceMonitoring monitoring = new PerformanceMonitoring();
    try (Gater gater = Gater.open()) {
      gater.metrics().subscribe("subscription_metrics:*", monitoring::metrics);
      gater.diagnostics().subscribe("diagnostics:performance_trace", monitoring::trace);
      somethingHappens(gater);
    }
    monitoring.show();
  }

  private static void somethingHappens(Gater gater) {
    for (long millis : new long[] {3, 4, 5}) {
      gater.metrics().publish(processing("order_projection", millis));
    }
    for (long millis : new long[] {40, 210, 950}) {
      gater.metrics().publish(processing("user_projection", millis));
    }
    gater
        .diagnostics()
        .publish(
            new PerformanceTrace(
                "user_projection",
                "apply_batch",
                950.0,
                1.0,
                "projection-3",
                List.of("UserProjection.apply(UserProjection.java:88)"),
                null,
                null,
                null,
                null,
                null));
  }

  private static SubscriptionMetrics processing(String subscription, long millis) {
    return new SubscriptionMetrics(
        "production_store",
        subscription,
        SubscriptionMetrics.State.PROCESSING,
        "ok",
        "subscription_metrics",
        millis,
        null,
        null,
        null,
        null);
  }

  /** One call at a time, so the statistics need no lock. */
  private void metrics(Message<MetricsEvent> message) {
    if (message.event().orElse(null) instanceof SubscriptionMetrics measured
        && measured.processingTimeMs() != null) {
      times
          .computeIfAbsent(measured.subscriptionName(), name -> new LongSummaryStatistics())
          .accept(measured.processingTimeMs());
    }
  }

  private void trace(Message<DiagnosticsEvent> message) {
    if (message.event().orElse(null) instanceof PerformanceTrace trace
        && trace.stackTrace() != null) {
      places.put(trace.component(), trace.stackTrace().getFirst());
    }
  }

  private void show() {
    times.forEach((name, time) -> {
      boolean slow = time.getMax() > SLOW_MILLIS;
      System.out.println(
          (slow ? "SLOW  " : "ok    ")
              + name
              + ": "
              + Math.round(time.getAverage())
              + " ms on average, "
              + time.getMax()
              + " ms at most");
      if (slow && places.containsKey(name)) {
        System.out.println("      at " + places.get(name));
      }
    });
  }
}
