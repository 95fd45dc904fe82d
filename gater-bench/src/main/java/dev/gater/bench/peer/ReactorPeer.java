package dev.gater.bench.peer;

import java.time.Duration;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** A multicast sink; each subscriber takes from it on one of two threads. A sink a topic. */
final class ReactorPeer implements Peer {
  private static final Duration MOST = Duration.ofSeconds(10);

  @Override
  public Bus open(Shape shape, Receiver[] receivers) {
    Scheduler scheduler = Schedulers.newParallel("reactor", Contender.THREADS, true);
    Receiver[][] byTopic = shape.byTopic(receivers);
    Topic[] topics = new Topic[byTopic.length];
    for (int topic = 0; topic < topics.length; topic++) {
      Sinks.Many<Long> sink = Sinks.many().multicast().onBackpressureBuffer(Contender.QUEUE, false);
      topics[topic] = new Topic(sink);
      for (Receiver receiver : byTopic[topic]) {
        var _ = sink.asFlux().publishOn(scheduler, Contender.QUEUE).subscribe(receiver::take);
      }
    }
    return new Multicast(topics, scheduler);
  }

  /** One sink; an array of the generic type itself can't be made. */
  private record Topic(Sinks.Many<Long> sink) {}

  private static final class Multicast implements Bus {
    private final Topic[] topics;
    private final Scheduler scheduler;

    Multicast(Topic[] topics, Scheduler scheduler) {
      this.topics = topics;
      this.scheduler = scheduler;
    }

    @Override
    public boolean publish(int topic, Long value) {
      Sinks.Many<Long> sink = topics[topic].sink;
      Sinks.EmitResult result = sink.tryEmitNext(value);
      if (result.isFailure()) {
        Idle idle = new Idle();
        do {
          // Full, or another publisher is inside: the sink answers instead of waiting.
          if (result != Sinks.EmitResult.FAIL_OVERFLOW
              && result != Sinks.EmitResult.FAIL_NON_SERIALIZED) {
            throw new Sinks.EmissionException(result);
          }
          idle.rest();
          result = sink.tryEmitNext(value);
        } while (result.isFailure());
      }
      return true;
    }

    @Override
    public void close() {
      scheduler.disposeGracefully().block(MOST);
    }
  }
}
