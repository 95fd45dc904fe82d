package dev.gater.log;

import dev.gater.spi.LogStore;
import java.nio.file.Path;

/** Opens data directories that RocksDB keeps. */
public final class RocksProvider implements LogStore.Provider {

  /** For the service loader. */
  public RocksProvider() {}

  @Override
  public LogStore open(Path directory) {
    return RocksStore.open(directory, Settings.DEFAULT);
  }
}
