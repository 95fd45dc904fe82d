package dev.gater.log;

import dev.gater.DataSize;
import dev.gater.spi.LogStore;
import java.nio.file.Path;

/** Opens data directories so small in all their parts that what is rare happens often. */
public final class SmallProvider implements LogStore.Provider {
  private static final Settings SETTINGS =
      new Settings(64, 1 << 14, 1 << 14, 512, DataSize.mib(8), DataSize.mib(1), DataSize.mib(1));

  /** For the service loader. */
  public SmallProvider() {}

  @Override
  public LogStore open(Path directory) {
    return RocksStore.open(directory, SETTINGS);
  }
}
