package dev.gater.bench.peer;

import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Vert.x's event bus within one process. Two event loops share the subscribers; where a handler may
 * block, each subscriber is a worker verticle, as its documentation asks for. Its queues have no
 * bound.
 */
final class VertxPeer implements Peer {

  @Override
  public Bus open(Shape shape, Receiver[] receivers) {
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(Contender.THREADS));
    String[] addresses = new String[shape.topics()];
    for (int topic = 0; topic < addresses.length; topic++) {
      addresses[topic] = "bench." + topic;
    }
    int verticles = shape.mayBlock() ? receivers.length : Contender.THREADS;
    DeploymentOptions options =
        new DeploymentOptions()
            .setThreadingModel(
                shape.mayBlock() ? ThreadingModel.WORKER : ThreadingModel.EVENT_LOOP);
    for (int verticle = 0; verticle < verticles; verticle++) {
      int first = verticle;
      Deployable share =
          context -> {
            for (int i = first; i < receivers.length; i += verticles) {
              Receiver receiver = receivers[i];
              context
                  .owner()
                  .eventBus()
                  .<Long>localConsumer(
                      addresses[i % addresses.length], message -> receiver.take(message.body()));
            }
            return Future.succeededFuture();
          };
      await(vertx.deployVerticle(share, options));
    }
    return new Addresses(
        vertx, vertx.eventBus(), addresses, new DeliveryOptions().setLocalOnly(true));
  }

  private static void await(Future<?> future) {
    try {
      future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Addresses implements Bus {
    private final Vertx vertx;
    private final EventBus bus;
    private final String[] addresses;
    private final DeliveryOptions local;

    Addresses(Vertx vertx, EventBus bus, String[] addresses, DeliveryOptions local) {
      this.vertx = vertx;
      this.bus = bus;
      this.addresses = addresses;
      this.local = local;
    }

    @Override
    public boolean publish(int topic, Long value) {
      bus.publish(addresses[topic], value, local);
      return true;
    }

    @Override
    public void close() {
      await(vertx.close());
    }
  }
}
