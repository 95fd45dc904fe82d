package dev.gater.examples;

import dev.gater.Gater;
import dev.gater.event.PerformanceTrace;
import dev.gater.event.SubscriptionMetrics;
import dev.gater.event.SubscriptionMetrics.State;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Processing times of each subscription, and the traces of what took too long. */
public final class PerformanceMonitoring {
  private final Map<String, LongSummaryStatistics> times = new ConcurrentSkipListMap<>();

  private PerformanceMonitoring(Gater gater) {
    gater
        .metrics()
        .subscribe(
            "subscription_metrics:*",
            message -> {
              if (message.event().orElse(null) instanceof SubscriptionMetrics measured) {
                add(measured);
              }
            });
    gater
        .diagnostics()
        .subscribe(
            "diagnostics:performance_trace",
            message -> {
              if (message.event().orElse(null) instanceof PerformanceTrace trace) {
                System.out.println(
                    "slow: " + trace.operation() + ", " + trace.durationMs() + " ms");
              }
            });
  }

  private void add(SubscriptionMetrics measured) {
    Long time = measured.processingTimeMs();
    if (time != null) {
      times
          .computeIfAbsent(measured.subscriptionName(), name -> new LongSummaryStatistics())
          .accept(time);
    }
  }

  private static SubscriptionMetrics processed(String name, long millis) {
    return new SubscriptionMetrics(
        "orders", name, State.PROCESSING, "ok", "example", millis, null, null, null, null);
  }

  /** Runs it. */
  public static void main(String[] args) {
    PerformanceMonitoring monitoring;
    try (Gater gater = Gater.open()) {
      monitoring = new PerformanceMonitoring(gater);
      for (long millis : new long[] {2, 4, 45}) {
        gater.metrics().publish(processed("invoices", millis));
      }
      gater.metrics().publish(processed("mails", 7));
      gater.diagnostics().publish(new PerformanceTrace("invoices", "render", 45.0));
    }
    monitoring.times.forEach((name, time) ->
        System.out.println(
            name + ": mean " + (long) time.getAverage() + " ms, most " + time.getMax() + " ms"));
  }
}
