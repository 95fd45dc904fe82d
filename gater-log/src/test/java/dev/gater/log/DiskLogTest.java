package dev.gater.log;

import dev.gater.DataSize;
import dev.gater.Policy;
import dev.gater.spi.LogStore;
import dev.gater.spi.MessageLog;
import dev.gater.spi.MessageLogSuite;
import dev.gater.spi.TestForm;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class DiskLogTest extends MessageLogSuite {
  /** So small that everything rare happens. */
  static final Settings SMALL =
      new Settings(4, 1 << 20, 100, 16, DataSize.mib(1), DataSize.mib(4), DataSize.kib(64));

  @TempDir private Path directory;
  private final List<LogStore> stores = new ArrayList<>();

  @Override
  protected MessageLog create(Policy policy, InstantSource clock) {
    LogStore store = RocksStore.open(directory.resolve("data" + stores.size()), SMALL);
    stores.add(store);
    MessageLog log =
        store.log(
            new LogStore.Setup(
                "events", "/test", policy, 10, new TestForm(), clock, () -> "e1", _ -> {}));
    store.ready();
    return log;
  }

  @AfterEach
  void closeStores() {
    stores.forEach(LogStore::close);
  }
}
