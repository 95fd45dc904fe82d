package dev.gater.engine.durable;

import dev.gater.spi.DurableStore;
import dev.gater.spi.DurableStoreSuite;

class MemoryDurableStoreTest extends DurableStoreSuite {

  @Override
  protected DurableStore create() {
    return new MemoryDurableStore();
  }

  @Override
  protected DurableStore reopen(DurableStore before) {
    return before;
  }
}
