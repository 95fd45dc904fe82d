package dev.gater;

import dev.gater.event.AlertEvent;
import dev.gater.event.AuditEvent;
import dev.gater.event.DiagnosticsEvent;
import dev.gater.event.DomainEvent;
import dev.gater.event.HealthEvent;
import dev.gater.event.LifecycleEvent;
import dev.gater.event.LoggingEvent;
import dev.gater.event.MetricsEvent;
import dev.gater.event.SecurityEvent;
import dev.gater.event.SystemEvent;
import dev.gater.spi.Engine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One running node, or a share in one: ten dedicated publish/subscribe instances and those that the
 * configuration adds. Instances share nothing but the processor, so what happens on one (a flood, a
 * handler that never returns) changes nothing on another.
 *
 * <p>A {@code Gater} is safe for use by any number of threads. Whoever opened it closes it; closing
 * ends the subscriptions made through it.
 */
public interface Gater extends AutoCloseable {

  /** How long {@link #close()} and {@link #drain()} let accepted messages reach their handlers. */
  Duration DEFAULT_DRAIN = Duration.ofSeconds(10);

  /**
   * Opens a node with the ten instances and their default policies. Nothing touches the disk: each
   * instance keeps a bounded history in memory.
   */
  static Gater open() {
    return open(GaterConfig.defaults());
  }

  /** Opens a node as configured. */
  static Gater open(GaterConfig config) {
    return Engine.load().open(config);
  }

  /**
   * Leases the node of that name in this JVM, opening it with {@link GaterConfig#defaults()} where
   * none is open: concurrent first calls open one. Closing a lease ends the subscriptions made
   * through it and no others; closing the last lease shuts the node down.
   *
   * @throws IllegalArgumentException if the name is not a legal node name
   */
  static Gater shared(String name) {
    return Engine.load().shared(name);
  }

  /** Core business events and domain data. */
  PubSub<DomainEvent> events();

  /** System events that fit no other instance: status, configuration, discovery. */
  PubSub<SystemEvent> system();

  /** Log messages. */
  PubSub<LoggingEvent> logging();

  /** Health of subscriptions, processes, circuit breakers, nodes and components. */
  PubSub<HealthEvent> health();

  /** Measurements. */
  PubSub<MetricsEvent> metrics();

  /** Authentication, authorization and threats. */
  PubSub<SecurityEvent> security();

  /** The audit trail. */
  PubSub<AuditEvent> audit();

  /** Alerts that need somebody at once. */
  PubSub<AlertEvent> alerts();

  /** Deep diagnostics; costs next to nothing while nobody listens. */
  PubSub<DiagnosticsEvent> diagnostics();

  /** Starts, stops, crashes and restarts of processes and nodes. */
  PubSub<LifecycleEvent> lifecycle();

  /**
   * The instance of that name, one of the ten or a custom one. An alias ({@code ex_esdb_health},
   * {@code :ex_esdb_health}) will do.
   *
   * @throws IllegalArgumentException if there is none; the message names the nearest one
   */
  PubSub<?> instance(String name);

  /** The instance of that name or alias, or empty where there is none. */
  Optional<PubSub<?>> find(String name);

  /** All instances: the ten in the order of this interface, then the custom ones by name. */
  List<PubSub<?>> instances();

  /** The configuration this node was opened with. */
  GaterConfig config();

  /**
   * Copies the data directory, as it is at one moment, into a new directory while the node goes on.
   * A node opened on the copy has all that was confirmed before. Files that do not change any more
   * are shared where the file system can; so this is quick on the same disk, and a copy that is to
   * outlive the disk is to be taken elsewhere from there.
   *
   * @param directory not there yet, or empty
   * @throws IllegalStateException if the node has no data directory or is closed
   * @throws DataDirectoryException if the directory has something in it or can't be written
   */
  void backup(Path directory);

  /** {@link #drain(Duration)} with {@link #DEFAULT_DRAIN}. */
  default DrainReceipt drain() {
    return drain(DEFAULT_DRAIN);
  }

  /**
   * Closes in good order: from now on every publication is answered {@link
   * Publication.Reason#CLOSED}, and what was accepted before is delivered. Returns when all is
   * delivered or {@code atMost} has passed, whichever comes first; what is left then is dropped and
   * counted as abandoned. Called from a handler it does not wait for that handler's own call.
   * Draining a second time waits for the first drain to end and answers with its receipt. On a
   * lease that is not the last one, only the subscriptions made through it end, as by {@link
   * Subscription#close()}, and the receipt is empty.
   */
  DrainReceipt drain(Duration atMost);

  /** {@link #drain()}, the receipt logged. */
  @Override
  void close();
}
