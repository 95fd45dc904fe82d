package dev.gater;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a publisher may say beside topic, type and data. Immutable.
 *
 * @param time when it happened; null for the moment of acceptance
 * @param id the publisher's own identity of the message, unique within {@code source}; null for
 *     Gater's
 * @param source who says so; null for the node
 * @param metadata JSON-like, copied when published
 * @param schemaVersion the version of the schema that raw data follows; 0 for the current one
 * @param from the subscription whose live delivery is left out
 * @param scope which nodes it may reach
 */
public record PublishOptions(
    @Nullable Instant time,
    @Nullable String id,
    @Nullable String source,
    Map<String, ?> metadata,
    int schemaVersion,
    @Nullable Subscription from,
    Scope scope) {

  private static final PublishOptions NONE =
      new PublishOptions(null, null, null, Map.of(), 0, null, new Scope.Everywhere());

  /**
   * @throws IllegalArgumentException if the schema version is negative
   */
  public PublishOptions {
    if (schemaVersion < 0) {
      throw new IllegalArgumentException("schema version must not be negative: " + schemaVersion);
    }
  }

  /** Nothing said. */
  public static PublishOptions none() {
    return NONE;
  }

  /** With that time. */
  public PublishOptions time(Instant when) {
    return new PublishOptions(when, id, source, metadata, schemaVersion, from, scope);
  }

  /** With that identity instead of one of Gater's. */
  public PublishOptions identity(String newSource, String newId) {
    return new PublishOptions(time, newId, newSource, metadata, schemaVersion, from, scope);
  }

  /** With that metadata. */
  public PublishOptions metadata(Map<String, ?> added) {
    return new PublishOptions(time, id, source, added, schemaVersion, from, scope);
  }

  /** With that schema version. */
  public PublishOptions schemaVersion(int version) {
    return new PublishOptions(time, id, source, metadata, version, from, scope);
  }

  /** Not delivered live to that subscription; null for to everyone. */
  public PublishOptions from(@Nullable Subscription sender) {
    return new PublishOptions(time, id, source, metadata, schemaVersion, sender, scope);
  }

  /** For this node only. */
  public PublishOptions local() {
    return new PublishOptions(time, id, source, metadata, schemaVersion, from, new Scope.Local());
  }

  /** For that node only. */
  public PublishOptions to(String node) {
    return new PublishOptions(
        time, id, source, metadata, schemaVersion, from, new Scope.Node(node));
  }

  /** Which nodes a publication may reach. */
  public sealed interface Scope {
    /** All nodes that share the instance. */
    record Everywhere() implements Scope {}

    /** The publisher's node. */
    record Local() implements Scope {}

    /**
     * One node.
     *
     * @param name its name
     */
    record Node(String name) implements Scope {}
  }
}
