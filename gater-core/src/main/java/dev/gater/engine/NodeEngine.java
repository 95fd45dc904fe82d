package dev.gater.engine;

import dev.gater.Gater;
import dev.gater.GaterConfig;
import dev.gater.spi.Engine;
import java.util.HashMap;
import java.util.Map;

/** The engine that {@link Gater#open()} finds; keeps the shared nodes of this JVM. */
public final class NodeEngine implements Engine {
  private final Map<String, Shared> shared = new HashMap<>();

  /** For the service loader. */
  public NodeEngine() {}

  @Override
  public Gater open(GaterConfig config) {
    return new Lease(new Node(config), () -> true);
  }

  @Override
  public Gater shared(String name) {
    GaterConfig config = GaterConfig.defaults().node(name);
    synchronized (shared) {
      Shared entry = shared.computeIfAbsent(name, n -> new Shared(new Node(config)));
      entry.leases++;
      return new Lease(entry.node, () -> isLast(name, entry));
    }
  }

  private boolean isLast(String name, Shared entry) {
    synchronized (shared) {
      boolean last = --entry.leases == 0;
      if (last) {
        shared.remove(name);
      }
      return last;
    }
  }

  private static final class Shared {
    private final Node node;
    private int leases;

    Shared(Node node) {
      this.node = node;
    }
  }
}
