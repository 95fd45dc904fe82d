package dev.gater.cli;

import dev.gater.spi.Nearest;
import java.util.Arrays;
import java.util.List;

/** The consumer patterns of the architecture that Gater began with, each a set of subscriptions. */
enum View {
  /** Are subscriptions healthy, and do the processes behind them live? */
  HEALTH_DASHBOARD(
      "health-dashboard", "health=subscription_health:*", "lifecycle=process_lifecycle:*"),

  /** Who got in, who was kept out, who did what, and what can't wait. */
  SOC("soc", "security=security_events:*", "audit=audit_trail:*", "alerts=system_alerts:critical"),

  /** How fast things are, and where the time goes. */
  PERFORMANCE(
      "performance", "metrics=subscription_metrics:*", "diagnostics=diagnostics:performance_trace"),

  /** What is broken, what it takes with it, and what was restarted. */
  INCIDENT_RESPONSE(
      "incident-response",
      "alerts=system_alerts:*",
      "health=subscription_health:*",
      "lifecycle=process_lifecycle:*");

  private final String label;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is
  private final List<String> subscriptions;

  View(String label, String... subscriptions) {
    this.label = label;
    this.subscriptions = List.of(subscriptions);
  }

  /** The name on the command line. */
  String label() {
    return label;
  }

  /** What it subscribes to, each {@code INSTANCE=PATTERN}. */
  List<String> subscriptions() {
    return subscriptions;
  }

  /** The names of all views. */
  static List<String> labels() {
    return Arrays.stream(values()).map(View::label).toList();
  }

  /**
   * The view of that name.
   *
   * @throws UsageException if there is none; the message names the nearest
   */
  static View parse(String label) {
    return Arrays.stream(values())
        .filter(view -> view.label.equals(label))
        .findFirst()
        .orElseThrow(() ->
            new UsageException(
                "--view: there is no view '" + label + "'" + Nearest.hint(label, labels())));
  }
}
