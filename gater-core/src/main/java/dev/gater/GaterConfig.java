package dev.gater;

import dev.gater.spi.ConfigReader;
import dev.gater.spi.SchemaCheck;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How a node is opened. Immutable: each method answers with a new value.
 *
 * @param node the node's name, one topic segment
 * @param policies the policy of each instance by its canonical name: the ten in their order, then
 *     the custom ones by name
 * @param selfReports whether Gater speaks of its own subscriptions on the node's health and metrics
 *     instances
 * @param handOffTraces whether a handler call that exceeds its budget is published on the node's
 *     diagnostics instance, where somebody listens
 * @param schemas what tells whether raw data fits the schema of its type
 * @param clock where {@link Message#received()} and retention read the time
 * @param data the directory in which the node keeps what is to outlive it; null for in memory
 */
public record GaterConfig(
    String node,
    Map<String, Policy> policies,
    boolean selfReports,
    boolean handOffTraces,
    SchemaCheck schemas,
    InstantSource clock,
    @Nullable Path data) {

  /** The name of a node that was given none. */
  public static final String DEFAULT_NODE = "gater";

  /**
   * @throws IllegalArgumentException if the node's name or an instance's is not legal
   */
  public GaterConfig {
    if (node.indexOf(':') >= 0) {
      throw new IllegalArgumentException(
          "a node's name is one segment, without ':': \"" + node + '"');
    }
    Topic.check(node);
    policies = ordered(policies);
  }

  private static Map<String, Policy> ordered(Map<String, Policy> policies) {
    SortedMap<String, Policy> left = new TreeMap<>();
    policies.forEach((name, policy) -> left.put(InstanceName.parse(name), policy));
    Map<String, Policy> ordered = new LinkedHashMap<>();
    for (String name : InstanceName.DEDICATED) {
      Policy given = left.remove(name);
      ordered.put(name, given == null ? Policy.of(name) : given);
    }
    ordered.putAll(left);
    return Collections.unmodifiableMap(ordered);
  }

  /** The ten instances with their default policies, in memory, silent about themselves. */
  public static GaterConfig defaults() {
    return new GaterConfig(
        DEFAULT_NODE, Map.of(), false, true, SchemaCheck.known(), InstantSource.system(), null);
  }

  /**
   * Reads a YAML file; environment variables override it.
   *
   * @throws ConfigException if it can't be read or a line of it is not understood; the message
   *     names file, line, reason and cure
   * @throws IllegalStateException if no reader is on the class or module path ({@code gater-wire}
   *     has one)
   */
  public static GaterConfig read(Path file) {
    return ConfigReader.load().read(file, System.getenv());
  }

  /**
   * Changes an instance's policy. A custom instance that is not there yet begins with the policy of
   * {@code events}.
   *
   * @throws IllegalArgumentException if the name is not legal
   */
  public GaterConfig instance(String name, UnaryOperator<Policy> change) {
    String canonical = InstanceName.parse(name);
    Policy before = policies.get(canonical);
    Map<String, Policy> changed = new LinkedHashMap<>(policies);
    changed.put(canonical, change.apply(before == null ? Policy.of("events") : before));
    return new GaterConfig(node, changed, selfReports, handOffTraces, schemas, clock, data);
  }

  /** With that name. */
  public GaterConfig node(String newNode) {
    return new GaterConfig(newNode, policies, selfReports, handOffTraces, schemas, clock, data);
  }

  /** Speaking of its own subscriptions, or not. */
  public GaterConfig selfReports(boolean on) {
    return new GaterConfig(node, policies, on, handOffTraces, schemas, clock, data);
  }

  /** Publishing on diagnostics which handler calls exceed their budget, or not. */
  public GaterConfig handOffTraces(boolean on) {
    return new GaterConfig(node, policies, selfReports, on, schemas, clock, data);
  }

  /** With that check of raw data. */
  public GaterConfig schemas(SchemaCheck check) {
    return new GaterConfig(node, policies, selfReports, handOffTraces, check, clock, data);
  }

  /** With that clock, for tests. */
  public GaterConfig clock(InstantSource newClock) {
    return new GaterConfig(node, policies, selfReports, handOffTraces, schemas, newClock, data);
  }

  /**
   * Keeping history in that directory, which is made if it is not there: the instances whose
   * durability is {@link Durability#FLUSHED} or {@link Durability#GROUP_COMMIT} are on disk from
   * then on, the others stay in memory. Needs {@code gater-log} on the class or module path. One
   * node at a time may have a directory open.
   */
  public GaterConfig data(Path directory) {
    return new GaterConfig(node, policies, selfReports, handOffTraces, schemas, clock, directory);
  }
}
