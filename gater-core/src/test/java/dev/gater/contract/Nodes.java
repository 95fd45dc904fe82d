package dev.gater.contract;

import dev.gater.Gater;
import dev.gater.GaterConfig;
import dev.gater.Policy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What one test opens and starts; afterwards gates are opened, nodes closed and threads ended. */
final class Nodes implements AfterEachCallback {
  private final List<Gater> opened = new CopyOnWriteArrayList<>();
  private final List<Gate> gates = new CopyOnWriteArrayList<>();
  private final ExecutorService background = Executors.newCachedThreadPool();

  Gater open() {
    return open(config -> config);
  }

  Gater open(UnaryOperator<GaterConfig> change) {
    return closeLater(Gater.open(change.apply(GaterConfig.defaults())));
  }

  Gater open(String instance, UnaryOperator<Policy> change) {
    return open(config -> config.instance(instance, change));
  }

  Gater closeLater(Gater gater) {
    opened.add(gater);
    return gater;
  }

  Gate gate() {
    Gate gate = new Gate();
    gates.add(gate);
    return gate;
  }

  <T> Future<T> inBackground(Callable<T> task) {
    return background.submit(task);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    gates.forEach(Gate::open);
    opened.forEach(gater -> gater.drain(Duration.ofSeconds(1)));
    background.shutdownNow();
  }
}
