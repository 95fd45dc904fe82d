package dev.gater.wire.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gater.wire.schema.SchemaCompatibility.Finding;
import dev.gater.wire.schema.SchemaCompatibility.Incompatible;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Fails the build when a change of an event breaks what was recorded. */
class RecordedSchemasTest {
  private static final String RECORD = "gater.schemas.record";
  private static final String HOW =
      "mvn -pl gater-wire -am test -Dtest=RecordedSchemasTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -D"
          + RECORD
          + "=true";

  @Test
  void todaysSchemasAreCompatibleWithTheRecordedOnesAndRecorded() throws IOException {
    List<Finding> findings =
        SchemaCompatibility.check(RecordedSchemas.read(), SchemaRegistry.known());
    assertThat(findings)
        .withFailMessage(() -> "events changed in a way that breaks readers:\n" + lines(findings))
        .noneMatch(Incompatible.class::isInstance);
    if (Boolean.getBoolean(RECORD)) {
      RecordedSchemas.write(
          Path.of("src/main/resources/dev/gater/wire/schemas"), SchemaRegistry.known().all());
      return;
    }
    assertThat(findings)
        .withFailMessage(
            () -> "compatible, but not recorded; run\n  " + HOW + "\nfor\n" + lines(findings))
        .isEmpty();
  }

  private static String lines(List<Finding> findings) {
    return findings.stream().map(Object::toString).collect(Collectors.joining("\n"));
  }

  @Test
  void whatIsWrittenReadsTheSame() {
    List<Schema> schemas = SchemaRegistry.known().all();
    assertThat(schemas).hasSizeGreaterThan(40);
    assertThat(RecordedSchemas.parse(RecordedSchemas.text(schemas).getBytes(UTF_8)))
        .isEqualTo(schemas);
  }
}
