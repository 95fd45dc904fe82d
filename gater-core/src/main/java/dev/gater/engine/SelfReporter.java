package dev.gater.engine;

import dev.gater.Subscription.EndedBy;
import dev.gater.SubscriptionStats;
import dev.gater.engine.lane.Lane;
import dev.gater.event.Event;
import dev.gater.event.SubscriptionHealth;
import dev.gater.event.SubscriptionMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what becomes of subscriptions as the instances' own events, on a thread of its own.
 *
 * <p>What Gater says must not grow with what Gater says: reports are made for what programs do,
 * failures and figures at a bounded rate for each subscription, and messages of Gater's own count
 * for neither.
 */
final class SelfReporter implements SelfReports {
  private static final int MOST_WAITING = 1024;
  private static final long PERIOD_SECONDS = 10;
  private static final String SOURCE = "gater";

  private final String node;
  private final Map<String, Instance> instances;
  private final ScheduledThreadPoolExecutor thread;
  private final Map<Long, Said> said = new ConcurrentHashMap<>();

  /** What was last reported of a lane. */
  private record Said(long matchedOfOthers, boolean failure) {}

  SelfReporter(String node, Map<String, Instance> instances) {
    this.node = node;
    this.instances = instances;
    this.thread =
        new ScheduledThreadPoolExecutor(
            1,
            report -> {
              Thread reporter = new Thread(report, "gater-self-" + node);
              reporter.setDaemon(true);
              return reporter;
            },
            new ThreadPoolExecutor.DiscardPolicy());
    // What goes wrong once is no reason not to report again: publishing answers, it does not throw.
    var _ =
        thread.scheduleAtFixedRate(
            this::reportFigures, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void registered(Lane lane, Duration took) {
    Instant now = Instant.now();
    say("metrics", attempt(lane.name(), "ok", took.toMillis()));
    say(
        "health",
        new SubscriptionHealth(
            node,
            lane.name(),
            SubscriptionHealth.State.REGISTRATION_SUCCESS,
            null,
            null,
            now,
            null));
  }

  @Override
  public void refused(String instance, String name, String reason) {
    say("metrics", attempt(name, "error", null));
    say("health", health(name, SubscriptionHealth.State.REGISTRATION_FAILURE, reason));
  }

  @Override
  public void failed(Lane lane, String what) {
    Said before = said.getOrDefault(lane.number(), new Said(0, false));
    if (!before.failure) {
      said.put(lane.number(), new Said(before.matchedOfOthers, true));
      say("health", health(lane.name(), SubscriptionHealth.State.HANDLER_FAILURE, what));
    }
  }

  @Override
  public void ended(Lane lane, EndedBy by) {
    said.remove(lane.number());
    SubscriptionHealth.State state =
        by == EndedBy.POLICY
            ? SubscriptionHealth.State.DISCONNECTED
            : SubscriptionHealth.State.CLOSED;
    say("health", health(lane.name(), state, by.name().toLowerCase(Locale.ROOT)));
  }

  private void reportFigures() {
    Set<Long> present = new HashSet<>();
    for (Instance instance : instances.values()) {
      for (Lane lane : instance.lanes()) {
        present.add(lane.number());
        SubscriptionStats stats = lane.stats();
        long ofOthers = lane.matchedOfOthers();
        Said before = said.put(lane.number(), new Said(ofOthers, false));
        if (ofOthers != (before == null ? 0 : before.matchedOfOthers)) {
          publish(
              "metrics",
              new SubscriptionMetrics(
                  node,
                  lane.name(),
                  SubscriptionMetrics.State.PROCESSING,
                  "ok",
                  SOURCE,
                  lane.meanHandlerTime().toMillis(),
                  stats.delivered(),
                  stats.failed(),
                  stats.dropped(),
                  stats.inFlight()));
        }
      }
    }
    said.keySet().retainAll(present);
  }

  private SubscriptionMetrics attempt(String name, String result, @Nullable Long tookMillis) {
    return new SubscriptionMetrics(
        node,
        name,
        SubscriptionMetrics.State.REGISTRATION_ATTEMPT,
        result,
        SOURCE,
        tookMillis,
        null,
        null,
        null,
        null);
  }

  private SubscriptionHealth health(String name, SubscriptionHealth.State state, String reason) {
    return new SubscriptionHealth(node, name, state, null, null, null, reason);
  }

  private void say(String instance, Event event) {
    if (thread.getQueue().size() < MOST_WAITING) {
      thread.execute(() -> publish(instance, event));
    }
  }

  private void publish(String instance, Event event) {
    Instance target = instances.get(instance);
    if (target != null) {
      target.report(event);
    }
  }

  @Override
  public void stop() {
    thread.shutdownNow();
  }
}
