package dev.gater.engine;

import dev.gater.DrainReceipt;
import dev.gater.DropReason;
import dev.gater.Gater;
import dev.gater.GaterConfig;
import dev.gater.InstanceName;
import dev.gater.PubSub;
import dev.gater.Subscription.EndedBy;
import dev.gater.engine.lane.LocalSubscription;
import dev.gater.event.AlertEvent;
import dev.gater.event.AuditEvent;
import dev.gater.event.DiagnosticsEvent;
import dev.gater.event.DomainEvent;
import dev.gater.event.Event;
import dev.gater.event.HealthEvent;
import dev.gater.event.LifecycleEvent;
import dev.gater.event.LoggingEvent;
import dev.gater.event.MetricsEvent;
import dev.gater.event.SecurityEvent;
import dev.gater.event.SystemEvent;
import dev.gater.spi.Nearest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A program's share in a node. It knows the subscriptions made through it, and whether its end is
 * the node's.
 */
final class Lease implements Gater {
  private static final Logger LOGGER = System.getLogger("dev.gater");
  private static final long CALL_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final DrainReceipt NOTHING = new DrainReceipt(0, 0, 0);

  private final Node node;
  private final BooleanSupplier last;
  private final Map<String, PubSub<?>> views = new LinkedHashMap<>();
  private final Set<LocalSubscription> subscriptions = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;
  private boolean drains;

  /**
   * @param last called once, when this lease ends: whether it was the node's last
   */
  Lease(Node node, BooleanSupplier last) {
    this.node = node;
    this.last = last;
    node.instances()
        .forEach((name, instance) -> views.put(name, new LeasedPubSub<Event>(this, instance)));
  }

  /** Remembers a subscription until it ends; ends it at once if the lease ended meanwhile. */
  synchronized void adopt(LocalSubscription made) {
    if (closed) {
      made.end(EndedBy.OWNER, DropReason.CLOSED);
      throw closedLease();
    }
    subscriptions.add(made);
    made.whenClosed().thenRun(() -> subscriptions.remove(made));
  }

  static IllegalStateException closedLease() {
    return new IllegalStateException("this Gater is closed and takes no subscriptions");
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public DrainReceipt drain(Duration atMost) {
    synchronized (this) {
      if (!closed) {
        closed = true;
        drains = last.getAsBoolean();
      }
    }
    if (drains) {
      return node.drain(atMost);
    }
    endSubscriptions();
    return NOTHING;
  }

  private void endSubscriptions() {
    List<LocalSubscription> mine = List.copyOf(subscriptions);
    mine.forEach(one -> one.end(EndedBy.OWNER, DropReason.CLOSED));
    long deadline = System.nanoTime() + CALL_WAIT_NANOS;
    mine.forEach(one -> one.awaitCall(deadline - System.nanoTime()));
  }

  @Override
  public void close() {
    DrainReceipt receipt = drain();
    Level level = receipt.abandoned() > 0 ? Level.WARNING : Level.DEBUG;
    LOGGER.log(level, () -> "closed node " + node.config().node() + ": " + receipt);
  }

  @Override
  public void backup(Path directory) {
    Objects.requireNonNull(directory, "directory");
    if (isClosed()) {
      throw closedLease();
    }
    node.backup(directory);
  }

  @Override
  public GaterConfig config() {
    return node.config();
  }

  @Override
  public PubSub<?> instance(String name) {
    return find(name)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "no instance '" + name + "'" + Nearest.hint(name, views.keySet())));
  }

  @Override
  public Optional<PubSub<?>> find(String name) {
    try {
      return Optional.ofNullable(views.get(InstanceName.parse(name)));
    } catch (IllegalArgumentException notAName) {
      return Optional.empty();
    }
  }

  @Override
  public List<PubSub<?>> instances() {
    return List.copyOf(views.values());
  }

  /** The family of each of the ten is fixed by the event's own schema, which publishing checks. */
  @SuppressWarnings("unchecked")
  private <E extends Event> PubSub<E> dedicated(String name) {
    return (PubSub<E>) instance(name);
  }

  @Override
  public PubSub<DomainEvent> events() {
    return dedicated("events");
  }

  @Override
  public PubSub<SystemEvent> system() {
    return dedicated("system");
  }

  @Override
  public PubSub<LoggingEvent> logging() {
    return dedicated("logging");
  }

  @Override
  public PubSub<HealthEvent> health() {
    return dedicated("health");
  }

  @Override
  public PubSub<MetricsEvent> metrics() {
    return dedicated("metrics");
  }

  @Override
  public PubSub<SecurityEvent> security() {
    return dedicated("security");
  }

  @Override
  public PubSub<AuditEvent> audit() {
    return dedicated("audit");
  }

  @Override
  public PubSub<AlertEvent> alerts() {
    return dedicated("alerts");
  }

  @Override
  public PubSub<DiagnosticsEvent> diagnostics() {
    return dedicated("diagnostics");
  }

  @Override
  public PubSub<LifecycleEvent> lifecycle() {
    return dedicated("lifecycle");
  }
}
