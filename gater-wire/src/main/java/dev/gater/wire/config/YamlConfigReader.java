package dev.gater.wire.config;

import dev.gater.ConfigException;
import dev.gater.GaterConfig;
import dev.gater.InvalidTopicException;
import dev.gater.Policy;
import dev.gater.spi.ConfigReader;
import dev.gater.spi.Nearest;
import dev.gater.wire.config.YamlValue.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a node's configuration from a YAML file: {@code node}, {@code data}, {@code self-reports}
 * and {@code instances}, of which each may have the keys of {@link PolicyKey}. An empty file is the
 * defaults. Environment variables override it: {@code GATER_NODE}, {@code GATER_DATA}, {@code
 * GATER_SELF_REPORTS} and {@code GATER_INSTANCES_<NAME>_<KEY>}.
 *
 * <p>All that is wrong is told at once, one problem a line, each as {@code FILE:LINE: reason} or
 * {@code environment variable NAME: reason}.
 */
public final class YamlConfigReader implements ConfigReader {
  static final String NODE = "node";
  static final String DATA = "data";
  static final String SELF_REPORTS = "self-reports";
  static final String INSTANCES = "instances";

  private static final List<String> TOP = List.of(NODE, DATA, SELF_REPORTS, INSTANCES);

  /** Far beyond any configuration, and small enough to be held. */
  private static final int MOST_BYTES = 16 << 20;

  /** One reader is as good as another. */
  public YamlConfigReader() {}

  @Override
  public GaterConfig read(Path file, Map<String, String> environment) {
    return read(file.toString(), text(file), environment);
  }

  /**
   * As {@link #read(Path, Map)}, from text that is there already.
   *
   * @param file what error messages call it
   */
  public GaterConfig read(String file, String yaml, Map<String, String> environment) {
    YamlValue root = Yaml.parse(line -> file + ':' + line, yaml);
    Problems problems = new Problems();
    Instances instances = new Instances(problems);
    Reading reading = new Reading(instances, problems);
    if (root != null) {
      problems.collect(() -> reading.top(root));
    }
    reading.environment(environment);
    Map<String, Policy> policies = instances.policies();
    problems.throwIfAny();
    GaterConfig config = reading.config;
    for (Map.Entry<String, Policy> policy : policies.entrySet()) {
      config = config.instance(policy.getKey(), _ -> policy.getValue());
    }
    return config;
  }

  /** What is read so far. */
  private static final class Reading {
    private final Instances instances;
    private final Problems problems;
    private final Set<String> seen = new HashSet<>();
    GaterConfig config = GaterConfig.defaults();

    Reading(Instances instances, Problems problems) {
      this.instances = instances;
      this.problems = problems;
    }

    void top(YamlValue root) {
      for (Entry entry : root.entries("the configuration")) {
        problems.collect(() -> set(entry));
      }
    }

    private void set(Entry entry) {
      String key = entry.name();
      if (!TOP.contains(key)) {
        throw entry.key().error("unknown key '" + key + "'" + Nearest.hint(key, TOP));
      }
      if (!seen.add(key)) {
        throw entry.key().error("'" + key + "' is there twice");
      }
      switch (key) {
        case NODE -> node(entry.value());
        case DATA -> data(entry.value());
        case SELF_REPORTS -> selfReports(entry.value());
        default -> {
          for (Entry instance : entry.value().entries(INSTANCES)) {
            problems.collect(() -> instances.add(instance));
          }
        }
      }
    }

    void environment(Map<String, String> environment) {
      String node = environment.get(Environment.NODE);
      if (node != null) {
        problems.collect(() -> node(Environment.value(Environment.NODE, node)));
      }
      String data = environment.get(Environment.DATA);
      if (data != null) {
        problems.collect(() -> data(Environment.value(Environment.DATA, data)));
      }
      String selfReports = environment.get(Environment.SELF_REPORTS);
      if (selfReports != null) {
        problems.collect(
            () -> selfReports(Environment.value(Environment.SELF_REPORTS, selfReports)));
      }
      Environment.override(instances, environment, problems);
    }

    private void node(YamlValue value) {
      String name = value.text(NODE, "a name such as node-1");
      try {
        config = config.node(name);
      } catch (InvalidTopicException illegal) {
        throw value.error(
            "node must be one segment of a topic, such as node-1: at position "
                + illegal.position()
                + ", "
                + illegal.reason());
      } catch (IllegalArgumentException illegal) {
        throw value.error("node must be one segment of a topic, such as node-1: it has a ':'");
      }
    }

    private void data(YamlValue value) {
      String directory = value.text(DATA, "a directory such as /var/lib/gater");
      try {
        config = config.data(Path.of(directory));
      } catch (InvalidPathException illegal) {
        throw value.error(
            "data must be a directory such as /var/lib/gater: " + illegal.getReason());
      }
    }

    private void selfReports(YamlValue value) {
      config = config.selfReports(value.bool(SELF_REPORTS));
    }
  }

  private static String text(Path file) {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MOST_BYTES + 1);
    } catch (IOException unreadable) {
      throw new ConfigException(file + ": " + reason(file, unreadable), unreadable);
    }
    if (bytes.length > MOST_BYTES) {
      throw new ConfigException(file + ": larger than 16 MiB, which no configuration is");
    }
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer left = ByteBuffer.wrap(bytes);
    CharBuffer text = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(left, text, true);
    String read = text.flip().toString();
    if (result.isError()) {
      long line = 1 + read.chars().filter(c -> c == '\n').count();
      throw new ConfigException(file + ":" + line + ": not UTF-8; save the file as UTF-8");
    }
    return read.startsWith("\ufeff") ? read.substring(1) : read;
  }

  private static String reason(Path file, IOException unreadable) {
    if (unreadable instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (Files.isDirectory(file)) {
      return "is a folder; name the file in it";
    }
    return unreadable instanceof AccessDeniedException
        ? "may not be read; check its permissions"
        : "can't be read: " + why(unreadable.getMessage());
  }

  private static String why(@Nullable String message) {
    return message == null ? "no reason given" : message;
  }
}
