package dev.gater.wire.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gater.DataSize;
import dev.gater.Durability;
import dev.gater.GaterConfig;
import dev.gater.OverloadPolicy;
import dev.gater.Policy;
import dev.gater.Priority;
import dev.gater.Retention;
import dev.gater.Routing;
import dev.gater.WhenFull;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlConfigWriterTest {

  private static GaterConfig again(GaterConfig config) {
    return new YamlConfigReader().read("again.yaml", YamlConfigWriter.text(config), Map.of());
  }

  @Provide
  Arbitrary<GaterConfig> configs() {
    return Arbitraries.randomValue(random -> {
      GaterConfig config = GaterConfig.defaults().selfReports(random.nextBoolean());
      if (random.nextBoolean()) {
        config = config.data(Path.of("data", "größer " + random.nextInt(100)));
      }
      for (String name : new String[] {"health", "billing", "a", "audit_trail_2"}) {
        if (random.nextBoolean()) {
          config = config.instance(name, _ -> policy(random));
        }
      }
      return config;
    });
  }

  private static Policy policy(Random random) {
    return new Policy(
        random.nextBoolean() ? WhenFull.refuse() : WhenFull.waitFor(duration(random)),
        1 + random.nextInt(1 << 24),
        one(random, OverloadPolicy.values()),
        1 + random.nextInt(1 << 24),
        keep(random),
        size(random),
        random.nextBoolean(),
        random.nextInt(1 << 24),
        one(random, Durability.values()),
        random.nextBoolean(),
        one(random, Routing.values()),
        size(random),
        1 + random.nextInt(1 << 24),
        random.nextBoolean(),
        random.nextBoolean(),
        duration(random),
        one(random, Priority.values()),
        random.nextBoolean());
  }

  private static Retention keep(Random random) {
    Retention keep = Retention.forever();
    keep = random.nextBoolean() ? keep.age(duration(random)) : keep;
    keep = random.nextBoolean() ? keep.size(size(random)) : keep;
    return random.nextBoolean() ? keep.count(random.nextInt(3)) : keep;
  }

  private static DataSize size(Random random) {
    return new DataSize((random.nextLong() >>> 15) >> random.nextInt(49));
  }

  private static Duration duration(Random random) {
    long nanos = random.nextLong() & Long.MAX_VALUE;
    return random.nextBoolean()
        ? Duration.ofMillis(1 + random.nextInt(100_000_000))
        : Duration.ofNanos(1 + (nanos >> random.nextInt(62))).plusDays(random.nextInt(1_000));
  }

  private static <T> T one(Random random, T[] values) {
    return values[random.nextInt(values.length)];
  }

  @Property
  void whatIsWrittenReadsTheSame(@ForAll("configs") GaterConfig config) {
    assertThat(again(config)).isEqualTo(config);
  }

  @Test
  void theDefaultsReadTheSame() {
    assertThat(again(GaterConfig.defaults())).isEqualTo(GaterConfig.defaults());
    Duration longest = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);
    GaterConfig patient =
        GaterConfig.defaults()
            .instance("health", policy -> policy.whenFull(WhenFull.waitFor(longest)));
    assertThat(again(patient)).isEqualTo(patient);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gater",
        "true",
        "null",
        "~",
        "1",
        "0x1f",
        "1.5",
        "-",
        "#a",
        "a#b",
        "[a]",
        "{",
        "&a",
        "!a",
        "%a",
        "@a",
        "`a",
        "'a'",
        "\"a\"",
        "\\",
        "a,b",
        "|",
        ">",
        "?",
        "=",
        "<<",
        "äöü",
        "名前",
        "😀",
        "a\uffffb",
        "\ufeffa"
      })
  void aNodesNameReadsTheSame(String name) {
    GaterConfig config = GaterConfig.defaults().node(name);
    assertThat(again(config)).isEqualTo(config);
  }
}
