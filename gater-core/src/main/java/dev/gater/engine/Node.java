package dev.gater.engine;

import dev.gater.DrainReceipt;
import dev.gater.DropReason;
import dev.gater.GaterConfig;
import dev.gater.InstanceStats;
import dev.gater.Subscription.EndedBy;
import dev.gater.engine.dispatch.Urgency;
import dev.gater.engine.durable.Member;
import dev.gater.engine.durable.Timekeeper;
import dev.gater.engine.lane.Lane;
import dev.gater.engine.lane.Watchdog;
import dev.gater.engine.ring.CoarseClock;
import dev.gater.event.Event;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A running node: its instances and their common end. Leases share it. */
final class Node {
  private final GaterConfig config;
  private final Map<String, Instance> instances = new LinkedHashMap<>();
  private final CoarseClock clock;
  private final Watchdog watchdog;
  private final Timekeeper timekeeper;
  private final SelfReports reports;
  private final Logs logs;
  private final CompletableFuture<Boolean> started = new CompletableFuture<>();
  private final AtomicReference<@Nullable CompletableFuture<DrainReceipt>> drain =
      new AtomicReference<>();

  Node(GaterConfig config) {
    this.config = config;
    this.clock = new CoarseClock(config.clock());
    this.watchdog = new Watchdog(config.node(), clock::tick, clock::stop);
    this.timekeeper = new Timekeeper(config.node());
    this.reports =
        config.selfReports() ? new SelfReporter(config.node(), instances) : SelfReports.NONE;
    this.logs = Logs.of(config, this::alert);
    Instance.Shared shared =
        new Instance.Shared(
            watchdog, clock, new Urgency(), timekeeper, reports, this::diagnose, logs);
    try {
      config
          .policies()
          .forEach(
              (name, policy) -> instances.put(name, new Instance(name, policy, config, shared)));
      logs.ready();
    } catch (RuntimeException | Error unopened) {
      started.cancel(false);
      reports.stop();
      instances.values().forEach(Instance::discard);
      timekeeper.stop();
      logs.close();
      throw unopened;
    }
    instances.values().forEach(Instance::start);
    watchdog.start();
    started.complete(true);
  }

  /** Publishes on a thread of its own: who says it may be the one that alerts waits for. */
  private void alert(Event event) {
    Thread.ofVirtual()
        .name("gater-alert-" + config.node())
        .start(() -> {
          started.join();
          Instance alerts = instances.get("alerts");
          if (alerts != null) {
            alerts.report(event);
          }
        });
  }

  private void diagnose(Event event) {
    Instance diagnostics = instances.get("diagnostics");
    if (diagnostics != null && config.handOffTraces()) {
      diagnostics.report(event);
    }
  }

  GaterConfig config() {
    return config;
  }

  /** See {@link dev.gater.Gater#backup(Path)}. */
  void backup(Path target) {
    logs.backup(target);
  }

  /** By canonical name, in their order. */
  Map<String, Instance> instances() {
    return instances;
  }

  /** See {@link dev.gater.Gater#drain(Duration)}. */
  DrainReceipt drain(Duration atMost) {
    endCallingMember();
    Lane caller = Lane.current();
    Instance callers = caller == null ? null : instances.get(caller.instance());
    if (caller == null || callers == null || !caller.isOf(callers)) {
      return drainOrJoin(atMost);
    }
    boolean interrupted = Thread.currentThread().isInterrupted();
    try {
      // Nothing of it can be delivered while its handler is here, and two handlers that drain would
      // wait for each other.
      caller.end(EndedBy.NODE, DropReason.ABANDONED);
      callers.stepAside();
      return drainOrJoin(atMost);
    } finally {
      if (!interrupted) {
        Thread.interrupted(); // handlers are interrupted at the end, but this one did the draining
      }
    }
  }

  /** A handler that drains is not waited for, like one of a lane. */
  private void endCallingMember() {
    Member caller = Member.current();
    Instance callers = caller == null ? null : instances.get(caller.instance());
    if (caller != null && callers != null && callers.isOwnerOf(caller)) {
      caller.end(EndedBy.NODE, DropReason.ABANDONED);
    }
  }

  private DrainReceipt drainOrJoin(Duration atMost) {
    CompletableFuture<DrainReceipt> mine = new CompletableFuture<>();
    CompletableFuture<DrainReceipt> first = drain.compareAndExchange(null, mine);
    if (first != null) {
      return first.join();
    }
    try {
      mine.complete(drainOnce(atMost));
    } finally {
      mine.cancel(false); // nobody may wait for a drain that failed; does nothing after complete
    }
    return mine.join();
  }

  private DrainReceipt drainOnce(Duration atMost) {
    long deadline = System.nanoTime() + Math.min(Long.MAX_VALUE / 2, nanos(atMost));
    instances.values().forEach(Instance::close);
    reports.stop();
    long deliveredBefore = delivered();
    for (Instance instance : instances.values()) {
      instance.awaitDrained(deadline);
    }
    long delivered = delivered() - deliveredBefore;
    long kept = 0;
    long abandoned = 0;
    for (Instance instance : instances.values()) {
      Instance.Left left = instance.stop();
      kept += left.kept();
      abandoned += left.abandoned(); // nothing is but by a drain, so all of it is this one's
    }
    timekeeper.stop();
    logs.close();
    watchdog.stop();
    return new DrainReceipt(delivered, kept, abandoned);
  }

  private static long nanos(Duration duration) {
    return TimeUnit.NANOSECONDS.convert(duration);
  }

  private long delivered() {
    return instances.values().stream().mapToLong(Node::handled).sum();
  }

  private static long handled(Instance instance) {
    InstanceStats stats = instance.stats();
    return stats.delivered() + stats.failed();
  }
}
