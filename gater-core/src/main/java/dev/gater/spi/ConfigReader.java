package dev.gater.spi;

import dev.gater.GaterConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;

/** Reads a node's configuration from a file. */
public interface ConfigReader {

  /**
   * The reader of this JVM.
   *
   * @throws IllegalStateException if none is on the class or module path
   */
  static ConfigReader load() {
    return ServiceLoader.load(ConfigReader.class, ConfigReader.class.getClassLoader())
        .findFirst()
        .orElseThrow(() ->
            new IllegalStateException(
                "no configuration reader found: add dev.gater:gater-wire to the class path"));
  }

  /** See {@link GaterConfig#read(Path)}; {@code environment} overrides the file. */
  GaterConfig read(Path file, Map<String, String> environment);
}
