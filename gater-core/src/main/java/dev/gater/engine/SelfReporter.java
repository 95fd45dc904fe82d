package dev.gater.engine;

import dev.gater.Subscription.EndedBy;
import dev.gater.SubscriptionStats;
import dev.gater.engine.lane.LocalSubscription;
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

  /** What was last reported of a subscription. */
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
  public void registered(LocalSubscription subscription, Duration took) {
    Instant now = Instant.now();
    say("metrics", attempt(subscription.name(), "ok", took.toMillis()));
    say(
        "health",
        new SubscriptionHealth(
            node,
            subscription.name(),
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
  public void failed(LocalSubscription subscription, String what) {
    Said before = said.getOrDefault(subscription.number(), new Said(0, false));
    if (!before.failure) {
      said.put(subscription.number(), new Said(before.matchedOfOthers, true));
      say("health", health(subscription.name(), SubscriptionHealth.State.HANDLER_FAILURE, what));
    }
  }

  @Override
  public void ended(LocalSubscription subscription, EndedBy by) {
    said.remove(subscription.number());
    SubscriptionHealth.State state =
        by == EndedBy.POLICY
            ? SubscriptionHealth.State.DISCONNECTED
            : SubscriptionHealth.State.CLOSED;
    say("health", health(subscription.name(), state, by.name().toLowerCase(Locale.ROOT)));
  }

  @Override
  public void stalled(String durable, String how) {
    say("health", health(durable, SubscriptionHealth.State.SLOW, how));
  }

  @Override
  public void recovered(String durable) {
    say("health", health(durable, SubscriptionHealth.State.RECOVERED, "acknowledging again"));
  }

  private void reportFigures() {
    Set<Long> present = new HashSet<>();
    for (Instance instance : instances.values()) {
      for (LocalSubscription subscription : instance.subscriptions()) {
        present.add(subscription.number());
        SubscriptionStats stats = subscription.stats();
        long ofOthers = subscription.matchedOfOthers();
        Said before = said.put(subscription.number(), new Said(ofOthers, false));
        if (ofOthers != (before == null ? 0 : before.matchedOfOthers)) {
          publish(
              "metrics",
              new SubscriptionMetrics(
                  node,
                  subscription.name(),
                  SubscriptionMetrics.State.PROCESSING,
                  "ok",
                  SOURCE,
                  subscription.meanHandlerTime().toMillis(),
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
