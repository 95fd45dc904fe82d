package dev.gater.cli.certify;

import dev.gater.DropReason;
import dev.gater.OverloadPolicy;
import dev.gater.Publication;
import java.time.Duration;
import java.util.Map;

/** Measurements of a flood of metrics that broke nothing, and such that did. */
public final class Measured {
  private static final Duration SHORT = Duration.ofMillis(3);

  private Measured() {}

  /** A healthy reading of alerts, but for these. */
  static Reading reading(
      long accepted, long refused, long delivered, long dropped, long unordered, long overlapping) {
    return new Reading(
        "alerts",
        accepted + refused,
        accepted,
        refused == 0 ? Map.of() : Map.of(Publication.Reason.FULL, refused),
        delivered,
        dropped == 0 ? Map.of() : Map.of(DropReason.OLDEST, dropped),
        unordered,
        overlapping,
        200,
        new Latency(delivered, SHORT, SHORT, SHORT),
        SHORT);
  }

  /** One of which nothing is wrong. */
  public static Reading healthy() {
    return reading(100, 0, 100, 0, 0, 0);
  }

  /** One of which nothing is wrong, but that a probe waited so long. */
  static Reading waited(Duration wait) {
    Reading reading = healthy();
    return new Reading(
        reading.instance(),
        reading.due(),
        reading.accepted(),
        reading.refusedBy(),
        reading.delivered(),
        reading.droppedBy(),
        reading.unordered(),
        reading.overlapping(),
        reading.perSecond(),
        reading.latency(),
        wait);
  }

  /** A quick subscriber with these figures. */
  static FloodFigures.Quick quick(
      long handled,
      long matched,
      Map<DropReason, Long> droppedBy,
      long inFlight,
      Duration silence) {
    return new FloodFigures.Quick(
        OverloadPolicy.DROP_OLDEST,
        handled,
        matched,
        handled,
        0,
        droppedBy,
        inFlight,
        false,
        silence);
  }

  /** A flood with that quick subscriber and so many publishers that did not come back. */
  static FloodFigures flood(FloodFigures.Quick quick, int heldPublishers) {
    return new FloodFigures(
        "metrics",
        2,
        1000,
        Map.of(Publication.Reason.FULL, 500L),
        900,
        Map.of(DropReason.OLDEST, 1300L),
        40,
        true,
        heldPublishers,
        quick);
  }

  /** A flood of metrics of which nothing is wrong. */
  public static FloodFigures flood() {
    return flood(quick(990, 1000, Map.of(DropReason.OLDEST, 10L), 0, SHORT), 0);
  }

  /** A reading of alerts in which three probes were lost. */
  public static Reading losing() {
    return reading(100, 0, 97, 3, 0, 0);
  }
}
