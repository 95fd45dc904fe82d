package dev.gater.bench.workload;

import dev.gater.bench.peer.Bus;
import dev.gater.bench.peer.Contender;
import dev.gater.bench.peer.Contender.Kind;
import dev.gater.bench.peer.Peer;
import dev.gater.bench.peer.Receiver;
import dev.gater.bench.peer.Shape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Isolation: more publishers than cores flood one bus, and on another an alert is due every
 * millisecond. An alert's latency runs from the moment it was due, not from the moment its
 * publisher came to send it: a system that holds the publisher up is charged for all alerts that
 * were late.
 */
record Flood() implements Workload {
  private static final int RECEIVERS = 10;
  private static final int BLOCK = 16;
  private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long LEAD_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  @Override
  public Figures round(Contender contender, Duration window) {
    int flooders = Runtime.getRuntime().availableProcessors() + 2;
    Counter[] flooded = Counter.many(RECEIVERS);
    Latency alerts = new Latency();
    long due;
    long refused = 0;
    try (Peer.Two two =
        contender
            .peer()
            .openTwo(
                new Shape(flooders, 1, false), flooded, Shape.simple(), new Receiver[] {alerts})) {
      long start = System.nanoTime() + LEAD_NANOS;
      due = Math.max(1, window.toNanos() / EVERY_NANOS);
      long end = start + due * EVERY_NANOS;
      List<Publisher> threads = flooders(contender, two.flooded(), flooded, flooders);
      threads.forEach(thread -> thread.publishUntil(end));
      for (long alert = 0; alert < due; alert++) {
        long moment = start + alert * EVERY_NANOS;
        Await.moment(moment);
        if (!two.calm().publish(0, moment)) {
          refused++;
        }
      }
      threads.forEach(Publisher::join);
      long sent = due - refused;
      boolean _ = Await.until(() -> alerts.count() >= sent, LATE_NANOS);
    }
    if (alerts.count() > due) {
      throw new IllegalStateException("an alert came twice");
    }
    return alerts.figures().with(Metric.LOST, due - alerts.count());
  }

  private static List<Publisher> flooders(
      Contender contender, Bus bus, Counter[] receivers, int count) {
    Pace pace = contender.kind() == Kind.UNBOUNDED ? new Pace(receivers, 1) : null;
    List<Publisher> threads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      threads.add(new Publisher("flooder-" + i, bus, 1, BLOCK, true, pace));
    }
    return threads;
  }
}
