package dev.gater.wire.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gater.GaterConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps docs/configuration.md and the code saying the same. */
class ConfigurationPageTest {
  private static final String RECORD = "gater.docs.record";
  private static final String HOW =
      "mvn -pl gater-wire -am test -Dtest=ConfigurationPageTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -D"
          + RECORD
          + "=true";
  private static final Path PAGE = Path.of("..", "docs", "configuration.md");
  private static final Pattern EXAMPLES = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  @Test
  void thePageHasTheTableOfTheKeysAndTheDefaults() throws IOException {
    String page = Files.readString(PAGE);
    String today =
        replaced(
            replaced(page, "keys", keys()),
            "defaults",
            "```yaml\n" + YamlConfigWriter.text(GaterConfig.defaults()) + "```\n");
    if (Boolean.getBoolean(RECORD)) {
      Files.writeString(PAGE, today);
      return;
    }
    assertThat(page).as("out of date; run\n  %s\n", HOW).isEqualTo(today);
  }

  private static String keys() {
    return Stream.of(PolicyKey.values())
        .map(key -> "| `%s` | %s | %s |\n".formatted(key.key(), key.takes(), key.meaning()))
        .collect(Collectors.joining("", "| key | takes | what it is |\n|---|---|---|\n", ""));
  }

  private static String replaced(String page, String part, String text) {
    Matcher place =
        Pattern.compile("(<!-- made: " + part + " -->\n).*?(<!-- /made -->)", Pattern.DOTALL)
            .matcher(page);
    assertThat(place.find()).as("the place of the " + part).isTrue();
    return place.replaceFirst("$1" + Matcher.quoteReplacement(text) + "$2");
  }

  @Test
  void everyExampleIsRead() throws IOException {
    YamlConfigReader reader = new YamlConfigReader();
    Matcher example = EXAMPLES.matcher(Files.readString(PAGE));
    int examples = 0;
    while (example.find()) {
      assertThat(reader.read("configuration.md", example.group(1), Map.of())).isNotNull();
      examples++;
    }
    assertThat(examples).isGreaterThanOrEqualTo(2);
  }

  @Test
  void everyKeyAndVariableIsNamed() throws IOException {
    String page = Files.readString(PAGE);
    assertThat(page)
        .contains(PolicyKey.keys().stream().map(key -> '`' + key + '`').toList())
        .contains("`node`", "`data`", "`self-reports`", "`instances`")
        .contains(Environment.NODE, Environment.DATA, Environment.SELF_REPORTS, Environment.PREFIX);
  }
}
