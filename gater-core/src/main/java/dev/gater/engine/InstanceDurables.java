package dev.gater.engine;

import dev.gater.Handler;
import dev.gater.Message;
import dev.gater.Policy;
import dev.gater.Subscription.EndedBy;
import dev.gater.SubscriptionOptions;
import dev.gater.engine.durable.DurableOwner;
import dev.gater.engine.durable.Durables;
import dev.gater.engine.durable.Member;
import dev.gater.engine.durable.Timekeeper;
import dev.gater.engine.figures.Figures;
import dev.gater.engine.lane.Crew;
import dev.gater.engine.lane.LocalSubscription;
import dev.gater.engine.message.StoredMessage;
import dev.gater.spi.DurableStore;
import dev.gater.spi.MessageLog;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What an instance does for its durables: threads, accounts, and saying what is wrong. */
final class InstanceDurables implements DurableOwner {
  private final String instance;
  private final Crew crew;
  private final Subscriptions subscriptions;
  private final Figures figures;
  private final HandlerFailures failures;
  private final SelfReports reports;
  private final QuietLog stalls = new QuietLog();
  private final QuietLog faults = new QuietLog();
  private final Durables durables;

  /**
   * What the instance has for them.
   *
   * @param admitted the last number that it gave to a message
   */
  record Lent(
      MessageLog log,
      DurableStore store,
      InstantSource clock,
      Timekeeper timekeeper,
      LongSupplier admitted,
      Crew crew,
      Subscriptions subscriptions,
      Figures figures,
      HandlerFailures failures,
      SelfReports reports) {}

  InstanceDurables(String instance, Policy policy, Lent lent) {
    this.instance = instance;
    this.crew = lent.crew;
    this.subscriptions = lent.subscriptions;
    this.figures = lent.figures;
    this.failures = lent.failures;
    this.reports = lent.reports;
    this.durables =
        new Durables(
            instance,
            policy,
            lent.log,
            lent.store,
            lent.clock,
            this,
            lent.timekeeper::watch,
            lent.admitted);
  }

  Durables all() {
    return durables;
  }

  /** Makes a subscription a member of that durable. */
  Member join(SubscriptionOptions options, String durable, Handler<?> handler) {
    subscriptions.enter();
    try {
      return durables.subscribe(options, durable, handler);
    } catch (RuntimeException refused) {
      subscriptions.leave();
      throw refused;
    }
  }

  @Override
  public void run(Runnable task) {
    crew.execute(task);
  }

  @Override
  public void ended(LocalSubscription member, EndedBy by) {
    subscriptions.leave();
    reports.ended(member, by);
  }

  @Override
  public void failed(LocalSubscription member, @Nullable Message<?> message, Throwable thrown) {
    failures.failed(member, message, thrown);
  }

  @Override
  public void timed(StoredMessage message, long start, long end, long weight) {
    figures.delivered(end - message.acceptedNanos(), end - start, weight);
  }

  @Override
  public void stalled(String durable, String how) {
    stalls.warn(() -> "durable " + durable + " of " + instance + " is " + how, null);
    reports.stalled(durable, how);
  }

  @Override
  public void recovered(String durable) {
    reports.recovered(durable);
  }

  @Override
  public void fault(Throwable unexpected) {
    faults.warn(() -> "a durable of " + instance + " is held up", unexpected);
  }
}
