package dev.gater.log;

import dev.gater.Policy;
import dev.gater.spi.DurableStore;
import dev.gater.spi.DurableStoreSuite;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class DiskDurablesTest extends DurableStoreSuite {
  @TempDir private Path directory;
  private @Nullable Disk disk;

  @Override
  protected DurableStore create() {
    Disk created = new Disk(directory, Policy.of("events"));
    disk = created;
    return created.store.durables("events");
  }

  @Override
  protected DurableStore reopen(DurableStore before) {
    before.close();
    Disk same = Objects.requireNonNull(disk);
    same.reopen();
    return same.store.durables("events");
  }

  @AfterEach
  void closeDisk() {
    Objects.requireNonNull(disk).close();
  }
}
