package dev.gater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The real publications through each view. What should come out is worked out here from the text of
 * the lines, with matching of the test's own, and is written down in numbers beside that.
 */
class RunViewsTest {
  private static final Path REAL = InProcess.EXAMPLES.resolve("real.jsonl");
  private static final Pattern LINE =
      Pattern.compile("^\\{\"instance\":\"([a-z]+)\",\"topic\":\"([^\"]+)\",.*?\"data\":(.*)}$");
  private static final Pattern DELIVERY = Pattern.compile(",\"data\":(.*)}$");

  /** One subscription of a view, said in another way than a pattern. */
  private record Wanted(String label, String instance, Predicate<String> topic) {}

  private static List<Wanted> wanted(String view) {
    return switch (view) {
      case "health-dashboard" -> List.of(health(view), lifecycle(view));
      case "soc" ->
          List.of(
              below(view, "security", "security_events"),
              below(view, "audit", "audit_trail"),
              exactly(view, "alerts", "system_alerts:critical"));
      case "performance" ->
          List.of(
              below(view, "metrics", "subscription_metrics"),
              exactly(view, "diagnostics", "diagnostics:performance_trace"));
      case "incident-response" ->
          List.of(below(view, "alerts", "system_alerts"), health(view), lifecycle(view));
      default -> throw new IllegalArgumentException(view);
    };
  }

  private static Wanted health(String view) {
    return below(view, "health", "subscription_health");
  }

  private static Wanted lifecycle(String view) {
    return below(view, "lifecycle", "process_lifecycle");
  }

  private static Wanted below(String view, String instance, String first) {
    String label = view + "/" + instance + "=" + first + ":*";
    return new Wanted(label, instance, topic -> topic.startsWith(first + ":"));
  }

  private static Wanted exactly(String view, String instance, String topic) {
    return new Wanted(view + "/" + instance + "=" + topic, instance, topic::equals);
  }

  @ParameterizedTest
  @CsvSource({
    "health-dashboard, 1075",
    "soc, 482",
    "performance, 1500",
    "incident-response, 1085",
  })
  void eachViewPrintsWhatAnIndependentCountSays(String view, int expected) throws IOException {
    Map<String, List<String>> independent = new LinkedHashMap<>();
    for (String line : Files.readAllLines(REAL)) {
      Matcher parts = LINE.matcher(line);
      assertThat(parts.matches()).as(line).isTrue();
      for (Wanted wanted : wanted(view)) {
        if (wanted.instance.equals(parts.group(1)) && wanted.topic.test(parts.group(2))) {
          independent.computeIfAbsent(wanted.label, label -> new ArrayList<>()).add(parts.group(3));
        }
      }
    }

    InProcess.Result result = InProcess.with().gater("run", REAL.toString(), "--view", view);

    assertThat(result.code()).isZero();
    assertThat(result.complaints()).isEmpty();
    assertThat(result.lines()).hasSize(expected);
    // Data and metadata of every delivery, in the order of each subscription.
    assertThat(deliveredData(result.lines())).isEqualTo(independent);
    assertThat(result.row("total"))
        .startsWith("total", "6,808", "%,d".formatted(expected), "0", "0");
  }

  private static Map<String, List<String>> deliveredData(List<String> lines) {
    Map<String, List<String>> delivered = new LinkedHashMap<>();
    for (String line : lines) {
      Matcher data = DELIVERY.matcher(line);
      assertThat(data.find()).as(line).isTrue();
      delivered
          .computeIfAbsent(InProcess.subscription(line), label -> new ArrayList<>())
          .add(data.group(1));
    }
    return delivered;
  }

  @Test
  void withoutAViewEveryInstanceIsPrintedInFull() {
    InProcess.Result result = InProcess.with().gater("run", REAL.toString());

    Map<String, Integer> counts = new HashMap<>();
    result.subscriptions().forEach(label -> counts.merge(label, 1, Integer::sum));
    assertThat(counts)
        .isEqualTo(
            Map.of(
                "events=*", 500,
                "system=*", 393,
                "logging=*", 2640,
                "health=*", 52,
                "metrics=*", 1065,
                "security=*", 40,
                "audit=*", 442,
                "alerts=*", 10,
                "diagnostics=*", 603,
                "lifecycle=*", 1063));
    assertThat(result.code()).isZero();
  }

  @Test
  void eachSubscriptionIsInOrder() {
    InProcess.Result result =
        InProcess.with()
            .gater("run", REAL.toString(), "--sub", "logging=*", "--sub", "logging=logs:+:debug");

    Map<String, Long> last = new HashMap<>();
    for (String line : result.lines()) {
      Map<String, Object> message = InProcess.object(line);
      long sequence = ((Number) message.get("sequence")).longValue();
      Long before = last.put((String) message.get("subscription"), sequence);
      assertThat(sequence).isGreaterThan(before == null ? 0 : before);
    }
    assertThat(last).containsOnlyKeys("logging=*", "logging=logs:+:debug");
  }

  @Test
  void viewsAndSubscriptionsAddUp() {
    InProcess.Result result =
        InProcess.with()
            .gater(
                "run",
                REAL.toString(),
                "--view",
                "soc",
                "--view",
                "performance",
                "--sub",
                "alerts=*");

    assertThat(result.lines()).hasSize(482 + 1500 + 10);
  }
}
