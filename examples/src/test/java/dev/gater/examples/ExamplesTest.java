package dev.gater.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** Every example runs and prints what it promises. */
@ResourceLock(Resources.SYSTEM_OUT)
class ExamplesTest {

  private static List<String> printedBy(Consumer<String[]> main) {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      main.accept(new String[0]);
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void firstTaste() {
    assertThat(printedBy(FirstTaste::main))
        .containsExactly(
            "subscription_health:production_store:user_projection"
                + " {store_id=production_store, subscription_name=user_projection}",
            "subscription_health:production_store:user_projection {proxy_pid=0.123.0}",
            "2 delivered");
  }

  @Test
  void healthDashboard() {
    assertThat(printedBy(HealthDashboard::main))
        .containsExactly(
            "process payments: crashed: out of memory",
            "subscription orders/invoices: registration_success",
            "subscription orders/mails: registration_failure (no such store)");
  }

  @Test
  void securityOperations() {
    assertThat(printedBy(SecurityOperations::main))
        .containsExactlyInAnyOrder(
            "audit: admin_operation"
                + " {user_id=admin_user, action=lock_account, resource=suspicious_user}",
            "alerts: critical_alert"
                + " {severity=high, component=login, message=password spraying}",
            "suspicious_user failed 3 times");
  }

  @Test
  void performanceMonitoring() {
    assertThat(printedBy(PerformanceMonitoring::main))
        .containsExactlyInAnyOrder(
            "slow: render, 45.0 ms",
            "invoices: mean 17 ms, most 45 ms",
            "mails: mean 7 ms, most 7 ms");
  }

  @Test
  void incidentResponse() {
    assertThat(printedBy(IncidentResponse::main))
        .containsExactly(
            "2026-01-01T03:00:00Z lifecycle process_crashed",
            "2026-01-01T03:00:01Z health disconnected",
            "2026-01-01T03:00:02Z alerts critical_alert",
            "2026-01-01T03:00:30Z lifecycle process_restarted");
  }
}
