package dev.gater.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gater.bench.peer.Contender;
import dev.gater.bench.workload.Figures;
import dev.gater.bench.workload.Metric;
import dev.gater.bench.workload.Scenario;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

class ReportTest {

  @Test
  void columnsAreAligned() {
    Table table = new Table(List.of("who", "how much", "why"), true);
    table.add(List.of("one", "1", "so"));
    table.add(List.of("hundred", "100", "because"));

    assertThat(table.text())
        .isEqualTo(
            """
              who      how much  why
              one             1  so
              hundred       100  because
            """);
    assertThat(table.markdown())
        .isEqualTo(
            """
            | who | how much | why |
            |---|--:|---|
            | one | 1 | so |
            | hundred | 100 | because |
            """);
  }

  @Test
  void theMedianStandsBetweenTheExtremes() {
    assertThat(Spread.of(List.of(5.0, 1.0, 2.0))).isEqualTo(new Spread(2, 1, 5));
    assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 3.0))).isEqualTo(new Spread(2.5, 1, 4));
  }

  @Test
  void theBestComesFirstWithItsRatios() {
    String text = new TextReport(Samples.oneToTen(), Samples.MACHINE, "so").text();

    assertThat(text.lines().filter(line -> line.matches("  \\S.* [0-9].*–[0-9].*")).toList())
        .containsExactly(
            "  direct call loop (floor)        0.40 ×       1.00             500    400–600     0",
            "  Gater                                        0.40             200    150–250     0",
            "  JCTools mailboxes               4.00 ×       0.10            50.0  40.0–60.0     0",
            "  Vert.x event bus (unbounded)    20.0 ×     0.0200            10.0  10.0–10.0     0");
    assertThat(text).contains("Pekko EventStream failed: its JVM ended by itself");
  }

  private static List<String> verdicts(Results results) {
    return new AimsTable(results).table().text().lines().skip(1).map(String::strip).toList();
  }

  @Test
  void aimsAreMetByRatios() {
    assertThat(verdicts(Samples.oneToTen()))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith("1-10: ≥ 1.5 × the best peer")
                    .containsPattern(" met +4.00 × JCTools mailboxes +–"),
            line ->
                assertThat(line)
                    .startsWith("1-10: ≥ 0.3 × direct call loop")
                    .containsPattern(" met +0.40 × direct"));
  }

  @Test
  void aPeerThatIsFasterIsSaidAloud() {
    Results results = Samples.oneToTen();
    Samples.rates(results, Contender.REACTOR, 300e6);

    assertThat(verdicts(results).getFirst()).containsPattern("NOT MET +0.67 × Reactor");
  }

  @Test
  void whoLosesMessagesMeetsNoAim() {
    Results results = Samples.oneToTen();
    results.add(
        Scenario.ONE_TO_TEN,
        Contender.GATER,
        Figures.none().with(Metric.RATE, 200e6).with(Metric.LOST, 1));

    assertThat(verdicts(results).getFirst()).contains("NOT MET", "but messages were lost");
  }

  @Test
  void lessIsBetterWhereItIs() {
    Results results = new Results();
    results.add(Scenario.FLOOD, Contender.GATER, Figures.none().with(Metric.P99, 500));
    results.add(Scenario.FLOOD, Contender.REACTOR, Figures.none().with(Metric.P99, 3_000));

    assertThat(results.ranking(Scenario.FLOOD)).containsExactly(Contender.GATER, Contender.REACTOR);
    assertThat(verdicts(results).getFirst()).containsPattern(" met +6.00 × Reactor");
  }

  @Test
  void onlyWhatIsBetweenTheMarkersIsReplaced() throws IOException {
    MarkdownReport report = new MarkdownReport(Samples.oneToTen(), Samples.MACHINE, "so");
    String page = "before\n<!-- bench:begin -->\nold\n<!-- bench:end -->\nafter\n";

    String rewritten = report.rewritten(page);

    assertThat(rewritten)
        .startsWith("before\n<!-- bench:begin -->\n")
        .endsWith("<!-- bench:end -->\nafter\n")
        .contains("| JCTools mailboxes | 4.00 × |")
        .doesNotContain("old");
    assertThat(report.rewritten(rewritten)).isEqualTo(rewritten);
    assertThatThrownBy(() -> report.rewritten("no markers")).isInstanceOf(IOException.class);
  }

  @Test
  void theChartIsWellFormedAndShowsWhoWasMeasured() throws Exception {
    String svg = new Chart(Samples.oneToTen()).svg();

    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    assertThat(document.getElementsByTagName("rect").getLength()).isEqualTo(4);
    assertThat(svg).contains("Gater", "prefers-color-scheme: dark");
  }

  @Test
  void theFileIsJson() {
    String json = JsonFile.json(Samples.oneToTen(), Samples.MACHINE, "so");

    int rounds = 0;
    try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
      while (parser.nextToken() != null) {
        if ("deliveries_per_second".equals(parser.currentName())) {
          rounds++;
        }
      }
    }
    assertThat(rounds).isEqualTo(2 * 12); // the name and the number of each
    assertThat(json).contains("\"failed\":\"its JVM ended by itself\"");
  }
}
