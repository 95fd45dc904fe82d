package dev.gater.bench.report;

import dev.gater.bench.peer.Contender;
import dev.gater.bench.workload.Figures;
import dev.gater.bench.workload.Metric;
import dev.gater.bench.workload.Scenario;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Every round's figures, for other programs. */
public final class JsonFile {
  private JsonFile() {}

  /**
   * Writes it.
   *
   * @throws IOException if it can't be written
   */
  public static void write(Path file, Results results, Machine machine, String how)
      throws IOException {
    Files.writeString(file, json(results, machine, how));
  }

  static String json(Results results, Machine machine, String how) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("machine", machine.line());
      json.writeStringProperty("how", how);
      json.writeName("cells");
      json.writeStartArray();
      for (Scenario scenario : results.scenarios()) {
        for (Contender contender : results.ranking(scenario)) {
          cell(json, results, scenario, contender);
        }
      }
      json.writeEndArray();
      aims(json, results);
      json.writeEndObject();
    }
    return text + "\n";
  }

  private static void cell(
      JsonGenerator json, Results results, Scenario scenario, Contender contender) {
    json.writeStartObject();
    json.writeStringProperty("workload", scenario.id());
    json.writeStringProperty("peer", contender.id());
    results.failure(scenario, contender).ifPresent(why -> json.writeStringProperty("failed", why));
    json.writeName("rounds");
    json.writeStartArray();
    for (Figures figures : results.rounds(scenario, contender)) {
      json.writeStartObject();
      for (Map.Entry<Metric, Double> entry : figures.values().entrySet()) {
        json.writeNumberProperty(entry.getKey().id(), entry.getValue().doubleValue());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void aims(JsonGenerator json, Results results) {
    json.writeName("aims");
    json.writeStartArray();
    for (Aim aim : Aims.ALL) {
      if (results.scenarios().contains(aim.scenario())) {
        json.writeStartObject();
        json.writeStringProperty("workload", aim.scenario().id());
        json.writeStringProperty("promise", aim.promise());
        for (Contender gater : new Contender[] {Contender.GATER, Contender.GATER_PORTABLE}) {
          Aim.Verdict verdict = aim.check().of(results, gater);
          json.writeStringProperty(gater.id(), verdict.outcome().name());
          json.writeStringProperty(gater.id() + "_measured", verdict.measured());
        }
        json.writeEndObject();
      }
    }
    json.writeEndArray();
  }
}
