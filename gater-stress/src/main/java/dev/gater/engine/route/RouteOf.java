package dev.gater.engine.route;

import dev.gater.engine.lane.Lane;
import java.util.List;

/** Routes without subscriptions. */
public final class RouteOf {
  private RouteOf() {}

  /** To one lane. */
  public static Route lane(Lane lane) {
    return new Route(List.of(lane), List.of());
  }
}
