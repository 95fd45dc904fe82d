/** Ten dedicated publish/subscribe instances, embedded in a JVM. */
@SuppressWarnings({"requires-automatic", "module"}) // HdrHistogram has no module name of its own
module dev.gater.core {
  requires transitive org.jspecify;
  requires HdrHistogram;

  exports dev.gater;
  exports dev.gater.event;
  exports dev.gater.spi;

  uses dev.gater.spi.Engine;
  uses dev.gater.spi.ConfigReader;
  uses dev.gater.spi.LogStore.Provider;

  provides dev.gater.spi.Engine with
      dev.gater.engine.NodeEngine;
}
