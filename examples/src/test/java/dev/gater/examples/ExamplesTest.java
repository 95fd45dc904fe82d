package dev.gater.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** Each program prints what its author promises. */
@ResourceLock(Resources.SYSTEM_OUT)
class ExamplesTest {

  private static List<String> printedBy(Runnable program) {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      program.run();
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void theFirstTaste() {
    assertThat(printedBy(() -> FirstTaste.main(new String[0])))
        .containsExactly(
            "subscription_health:production_store:user_projection"
                + " {store_id=production_store, subscription_name=user_projection}",
            "subscription_health:production_store:user_projection {proxy_pid=0.123.0}");
  }

  @Test
  void theHealthDashboardShowsWhatIs() {
    assertThat(printedBy(() -> HealthDashboard.main(new String[0])))
        .containsExactly(
            "ok    production_store/order_projection",
            "DOWN  production_store/user_projection (proxy crashed)",
            "crashes of proxies: 1");
  }

  @Test
  void theSecurityOperationsCentreNamesWhoHasToBeLookedAt() {
    assertThat(printedBy(() -> SecurityOperationsCentre.main(new String[0])))
        .containsExactly(
            "ALERT  HIGH: Circuit breaker opened for multiple subscriptions",
            "LOOK   suspicious_user failed to log in 5 times",
            "audit  admin_user did delete_subscription on subscription_123");
  }

  @Test
  void performanceMonitoringShowsWhatIsSlowAndWhere() {
    assertThat(printedBy(() -> PerformanceMonitoring.main(new String[0])))
        .containsExactly(
            "ok    order_projection: 4 ms on average, 5 ms at most",
            "SLOW  user_projection: 400 ms on average, 950 ms at most",
            "      at UserProjection.apply(UserProjection.java:88)");
  }

  @Test
  void incidentResponseSeesEveryStepInOrderOfTime() {
    String subscription = "subscription_health:production_store:user_projection";
    assertThat(printedBy(() -> IncidentResponse.main(new String[0])))
        .containsExactly(
            "2023-01-01T00:00:00Z  health     registration_success: " + subscription,
            "2023-01-01T00:01:01Z  lifecycle  process_crashed: process_lifecycle:proxies",
            "2023-01-01T00:01:02Z  health     disconnected: " + subscription,
            "2023-01-01T00:01:05Z  alerts     critical_alert: Projections stand still",
            "2023-01-01T00:01:10Z  lifecycle  process_restarted: process_lifecycle:proxies",
            "2023-01-01T00:01:11Z  health     recovered: " + subscription);
  }

  @Test
  void theOrderDeskGoesOnWhereItStoppedAndPutsAsideWhatItCannotBook() {
    assertThat(
            printedBy(() -> {
              try {
                OrderDesk.main(new String[0]);
              } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
              }
            }))
        .containsExactlyInAnyOrder(
            "booked {order=1}",
            "booked {order=2} at attempt 1",
            "refused {order=?} at attempt 1",
            "refused {order=?} at attempt 2",
            "refused {order=?} at attempt 3",
            "dead: {order=?}, refused by its handler (attempt 3)",
            "retried: true",
            "booked by hand {order=?}");
  }
}
