package dev.gater.spi;

import dev.gater.Gater;
import dev.gater.GaterConfig;
import java.util.ServiceLoader;

/**
 * What runs nodes. It is looked up, so that the public package does not depend on its own engine.
 */
public interface Engine {

  /** The engine of this JVM. */
  static Engine load() {
    return Loaded.ENGINE;
  }

  /** See {@link Gater#open(GaterConfig)}. */
  Gater open(GaterConfig config);

  /** See {@link Gater#shared(String)}. */
  Gater shared(String name);

  /** Looked up once, by the class loader that loaded the core: never a caller's context loader. */
  final class Loaded {
    private static final Engine ENGINE =
        ServiceLoader.load(Engine.class, Engine.class.getClassLoader()).findFirst().orElseThrow();

    private Loaded() {}
  }
}
