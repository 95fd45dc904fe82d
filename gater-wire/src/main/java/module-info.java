/**
 * Gater's outside forms: messages as JSON and CloudEvents, schemas and upcasters, configuration.
 */
module dev.gater.wire {
  requires transitive dev.gater.core;
  requires static transitive org.jspecify;
  requires tools.jackson.core;
  requires org.snakeyaml.engine;

  exports dev.gater.wire;
  exports dev.gater.wire.config;
  exports dev.gater.wire.json;
  exports dev.gater.wire.schema;

  provides dev.gater.spi.ConfigReader with
      dev.gater.wire.config.YamlConfigReader;
}
