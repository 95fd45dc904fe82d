package dev.gater.engine.route;

import dev.gater.engine.message.Address;
import dev.gater.engine.message.Origin;
import dev.gater.engine.message.StoredMessage;
import org.jspecify.annotations.Nullable;

/**
 * A legal topic of one instance, and where its messages go as far as that is known. A publication
 * brings it along, so that the dispatcher looks nothing up.
 *
 * <p>The route is written under the instance's routing lock, and taken away under it when a
 * subscription comes or goes; the dispatcher reads it without.
 */
public final class Destination extends Address {
  private volatile @Nullable Route route;

  /** Of that topic, which is legal, on the instance of that origin. */
  public Destination(Origin origin, String topic) {
    super(origin, topic);
  }

  /** Where a message goes that was published here, and not read from a log. */
  public static Destination of(StoredMessage message) {
    return (Destination) message.address();
  }

  /** Where its messages go; null if that is yet to be found out. */
  public @Nullable Route route() {
    return route;
  }

  void route(@Nullable Route resolved) {
    route = resolved;
  }
}
