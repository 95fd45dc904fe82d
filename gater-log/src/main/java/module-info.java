/** The retained log of Gater's instances, on RocksDB. */
@SuppressWarnings({"requires-automatic", "module"}) // RocksDB has no module name of its own
module dev.gater.log {
  requires transitive dev.gater.core;
  requires static transitive org.jspecify;
  requires rocksdbjni;

  exports dev.gater.log;

  provides dev.gater.spi.LogStore.Provider with
      dev.gater.log.RocksProvider;
}
