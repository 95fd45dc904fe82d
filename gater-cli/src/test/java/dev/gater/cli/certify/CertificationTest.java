package dev.gater.cli.certify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gater.Gater;
import dev.gater.GaterConfig;
import dev.gater.Publication;
import dev.gater.Subscription;
import dev.gater.SubscriptionOptions;
import dev.gater.WhenFull;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The measuring itself: what really goes wrong on a node is seen. */
class CertificationTest {
  private static final Duration PHASE = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofMinutes(1);

  /** A node whose health instance holds next to nothing. */
  private static Gater narrow() {
    return Gater.open(
        GaterConfig.defaults()
            .instance("health", policy -> policy.ring(1).queue(1).whenFull(WhenFull.refuse())));
  }

  /** Claims to flood metrics, and stops health, by a subscriber that gave isolation up. */
  private static final class Misdirected implements Flood {
    private final Gater gater;
    private final CountDownLatch release = new CountDownLatch(1);
    private @Nullable Subscription holding;

    Misdirected(Gater gater) {
      this.gater = gater;
    }

    @Override
    public String instance() {
      return "metrics";
    }

    @Override
    public void start() {
      SubscriptionOptions options = SubscriptionOptions.of("junk").holdsPublishers(LONG);
      holding =
          gater.health().subscribe(options, _ -> release.await(LONG.toSeconds(), TimeUnit.SECONDS));
      // Until nothing moves any more: handler, queue, dispatcher and ring hold one each.
      long now = System.nanoTime();
      long deadline = now + LONG.toNanos();
      long lastAccepted = now;
      while (now - lastAccepted < PHASE.toNanos() && deadline - now > 0) {
        now = System.nanoTime();
        lastAccepted = gater.health().publish("junk", "junk", null).accepted() ? now : lastAccepted;
      }
    }

    @Override
    public FloodFigures stop() {
      release.countDown();
      if (holding != null) {
        holding.close();
      }
      return Measured.flood();
    }
  }

  @Test
  void aFloodThatReachesAnotherInstanceIsSeen() {
    try (Gater gater = narrow()) {
      FloodResult result =
          new Certification(gater, PHASE, new Cut())
              .certify(new Misdirected(gater), _ -> {})
              .orElseThrow();

      assertThat(result.others()).hasSize(9);
      assertThat(result.broken()).isNotEmpty();
      assertThat(result.broken()).extracting(Finding::instance).containsOnly("health");
    }
  }

  @Test
  void aProbeThatIsNotDeliveredIsSeen() {
    CountDownLatch release = new CountDownLatch(1);
    try (Gater gater = narrow()) {
      SubscriptionOptions options = SubscriptionOptions.of("*").holdsPublishers(LONG);
      gater.health().subscribe(options, _ -> release.await(LONG.toSeconds(), TimeUnit.SECONDS));
      try (Probe probe = new Probe(gater.health(), PHASE, new Cut())) {
        Reading reading = probe.read(System.nanoTime() + PHASE.toNanos());

        // One in the other's handler and one in its queue; the third is held up before both.
        assertThat(reading.delivered()).isLessThanOrEqualTo(2);
        assertThat(reading.sent()).isLessThanOrEqualTo(3);
        assertThat(reading.due()).isEqualTo(40);
        assertThat(reading.longestWait()).isPositive();
      } finally {
        release.countDown();
      }
    }
  }

  @Test
  void aProbeNeedsNoMoreRoomThanThereIs() {
    try (Gater gater = narrow();
        Probe probe = new Probe(gater.health(), PHASE, new Cut())) {
      Reading reading = probe.read(System.nanoTime() + LONG.toNanos());

      assertThat(reading.accepted()).isEqualTo(40);
      assertThat(reading.delivered()).isEqualTo(40);
      assertThat(reading.refusedBy()).isEqualTo(Map.<Publication.Reason, Long>of());
      assertThat(reading.droppedBy()).isEmpty();
    }
  }

  @Test
  void aFloodLetsGoOfEverything() {
    try (Gater gater = Gater.open()) {
      InstanceFlood flood = new InstanceFlood(gater.audit(), 2, new Cut());
      flood.start();
      FloodFigures figures = flood.stop();

      assertThat(figures.accepted()).isPositive();
      assertThat(figures.slowCalls()).isPositive();
      assertThat(figures.failed()).isPositive();
      assertThat(figures.stuck()).isTrue();
      assertThat(figures.heldPublishers()).isZero();
      assertThat(figures.quick().matched()).isEqualTo(figures.accepted());
      assertThat(gater.audit().stats().subscriptions()).isZero();
    }
  }

  @Test
  void aCutEndsItWithoutAResult() {
    Cut cut = new Cut();
    try (Gater gater = Gater.open()) {
      Certification certification = new Certification(gater, LONG, cut);
      InstanceFlood flood = new InstanceFlood(gater.metrics(), 1, cut);

      assertThat(certification.certify(flood, _ -> cut.make())).isEmpty();
      assertThat(gater.metrics().stats().published()).isZero();
    }
  }
}
