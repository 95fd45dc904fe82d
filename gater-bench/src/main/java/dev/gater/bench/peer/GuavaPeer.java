package dev.gater.bench.peer;

import com.google.common.eventbus.AsyncEventBus;
import com.google.common.eventbus.EventBus;
import com.google.common.eventbus.Subscribe;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Guava's bus, synchronous or on two threads. It knows types but no topics: a bus a topic. */
final class GuavaPeer implements Peer {
  private final boolean async;

  GuavaPeer(boolean async) {
    this.async = async;
  }

  @Override
  public Bus open(Shape shape, Receiver[] receivers) {
    BoundedPool pool = async ? BoundedPool.named("guava") : null;
    Supplier<EventBus> bus = pool == null ? EventBus::new : () -> new AsyncEventBus(pool);
    Receiver[][] byTopic = shape.byTopic(receivers);
    EventBus[] buses = new EventBus[byTopic.length];
    for (int topic = 0; topic < buses.length; topic++) {
      buses[topic] = bus.get();
      for (Receiver receiver : byTopic[topic]) {
        buses[topic].register(new Listener(receiver));
      }
    }
    return new Buses(buses, pool);
  }

  /** Not a record: two of them for the same receiver must not be equal. */
  static final class Listener {
    private final Receiver receiver;

    Listener(Receiver receiver) {
      this.receiver = receiver;
    }

    @Subscribe
    public void on(Long value) {
      receiver.take(value);
    }
  }

  private static final class Buses implements Bus {
    private final EventBus[] buses;
    private final @Nullable BoundedPool pool;

    Buses(EventBus[] buses, @Nullable BoundedPool pool) {
      this.buses = buses;
      this.pool = pool;
    }

    @Override
    public boolean publish(int topic, Long value) {
      buses[topic].post(value);
      return true;
    }

    @Override
    public void close() {
      if (pool != null) {
        pool.end();
      }
    }
  }
}
