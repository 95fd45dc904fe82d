package dev.gater.engine;

import dev.gater.Durability;
import dev.gater.GaterConfig;
import dev.gater.Policy;
import dev.gater.engine.durable.MemoryDurableStore;
import dev.gater.engine.log.MemoryLog;
import dev.gater.engine.message.KeptForm;
import dev.gater.engine.ring.Ring;
import dev.gater.event.Event;
import dev.gater.event.Severity;
import dev.gater.event.SystemAlert;
import dev.gater.spi.DurableStore;
import dev.gater.spi.LogStore;
import dev.gater.spi.LogStore.Trouble;
import dev.gater.spi.MessageLog;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where a node's instances keep their messages: in memory, and on disk those whose policy promises
 * more than that, if the node has a data directory.
 */
final class Logs implements AutoCloseable {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int RADIX = 36;
  private static final String COMPONENT = "gater_log";

  private final GaterConfig config;
  private final @Nullable LogStore store;
  private final Consumer<Event> alerts;
  private final Set<String> troubled = new HashSet<>();

  private Logs(GaterConfig config, @Nullable LogStore store, Consumer<Event> alerts) {
    this.config = config;
    this.store = store;
    this.alerts = alerts;
  }

  /**
   * Those of a node.
   *
   * @param alerts publishes what is to be said on alerts; does not wait
   * @throws dev.gater.DataDirectoryException if the directory can't be used
   */
  static Logs of(GaterConfig config, Consumer<Event> alerts) {
    Path directory = config.data();
    return new Logs(config, directory == null ? null : LogStore.open(directory), alerts);
  }

  /** The source of what a node publishes. */
  static String source(String node) {
    return "/gater/" + node;
  }

  /** The log of an instance, which is told when it can't write any more, or can again. */
  MessageLog open(String instance, Policy policy, Consumer<@Nullable Trouble> watcher) {
    if (store == null || policy.durability() == Durability.NONE) {
      return new MemoryLog(newEpoch(), policy, config.clock());
    }
    return store.log(
        new LogStore.Setup(
            instance,
            source(config.node()),
            policy,
            policy.ring() + 2L * Ring.MOST_LEFT,
            new KeptForm(instance),
            config.clock(),
            this::newEpoch,
            trouble -> {
              watcher.accept(trouble);
              told(instance, trouble);
            }));
  }

  /** See {@link dev.gater.Gater#backup(Path)}. */
  void backup(Path target) {
    if (store == null) {
      throw new IllegalStateException(
          "this node keeps its history in memory, and has nothing to back up; give it a data"
              + " directory");
    }
    store.backup(target);
  }

  /** What is kept of the durables of an instance: where its log is. */
  DurableStore durables(String instance, Policy policy) {
    return store == null || policy.durability() == Durability.NONE
        ? new MemoryDurableStore()
        : store.durables(instance);
  }

  /** All logs have been opened. */
  void ready() {
    if (store != null) {
      store.ready();
    }
  }

  /** The time keeps epochs of one node in order for a reader's eye, the random part apart. */
  private String newEpoch() {
    long random = RANDOM.nextLong() >>> (Long.SIZE / 2);
    return Long.toString(Math.max(0, config.clock().millis()), RADIX)
        + Long.toString(random, RADIX);
  }

  /** One alert for all instances: they share a disk. */
  private void told(String instance, @Nullable Trouble trouble) {
    boolean tell;
    synchronized (troubled) {
      boolean before = !troubled.isEmpty();
      if (trouble == null) {
        troubled.remove(instance);
      } else {
        troubled.add(instance);
      }
      tell = before == troubled.isEmpty();
    }
    if (tell) {
      alerts.accept(alert(instance, trouble));
    }
  }

  private static Event alert(String instance, @Nullable Trouble trouble) {
    return trouble == null
        ? new SystemAlert(
            SystemAlert.Level.WARNING,
            Severity.LOW,
            COMPONENT,
            "the log can be written again, and publications are taken on all instances")
        : new SystemAlert(
            SystemAlert.Level.CRITICAL,
            Severity.HIGH,
            COMPONENT,
            instance + " and the instances beside it refuse publications: " + trouble.detail());
  }

  @Override
  public void close() {
    if (store != null) {
      store.close();
    }
  }
}
