package dev.gater.bench.workload;

import com.sun.management.OperatingSystemMXBean;
import dev.gater.bench.peer.Bus;
import dev.gater.bench.peer.Contender;
import dev.gater.bench.peer.Receiver;
import dev.gater.bench.peer.Shape;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** What an open node costs while nothing is published: the whole process, its JVM included. */
record Resting() implements Workload {
  @Override
  public Figures round(Contender contender, Duration window) {
    OperatingSystemMXBean process =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    try (Bus _ = contender.peer().open(Shape.simple(), new Receiver[0])) {
      System.gc();
      Await.moment(System.nanoTime() + window.toNanos() / 5);
      long start = System.nanoTime();
      long before = process.getProcessCpuTime();
      Await.moment(start + window.toNanos());
      double share = (double) (process.getProcessCpuTime() - before) / (System.nanoTime() - start);
      System.gc();
      return Figures.none()
          .with(Metric.CPU, share)
          .with(Metric.HEAP, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
  }
}
