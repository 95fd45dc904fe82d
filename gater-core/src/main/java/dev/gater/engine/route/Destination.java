package dev.gater.engine.route;

import org.jspecify.annotations.Nullable;

/**
 * A legal topic of one instance, and where its messages go as far as that is known. A publication
 * brings it along, so that the dispatcher looks nothing up.
 *
 * <p>The route is written under the instance's routing lock, and taken away under it when a
 * subscription comes or goes; the dispatcher reads it without.
 */
public final class Destination {
  private final String topic;
  private volatile @Nullable Route route;

  /** Of that topic, which is legal. */
  public Destination(String topic) {
    this.topic = topic;
  }

  /** The topic. */
  public String topic() {
    return topic;
  }

  /** Where its messages go; null if that is yet to be found out. */
  public @Nullable Route route() {
    return route;
  }

  void route(@Nullable Route resolved) {
    route = resolved;
  }
}
