package dev.gater.bench.peer;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.WaitStrategy;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import java.util.function.Supplier;

/**
 * One ring and two processors, each of which sees every event and serves every other subscriber. A
 * processor a subscriber would be the textbook's way, and far slower with more subscribers than
 * cores.
 */
final class DisruptorPeer implements Peer {
  private final Supplier<WaitStrategy> waiting;

  DisruptorPeer(Supplier<WaitStrategy> waiting) {
    this.waiting = waiting;
  }

  @Override
  public Bus open(Shape shape, Receiver[] receivers) {
    return new Ring(shape, receivers, waiting.get());
  }

  private static final class Slot {
    int topic;
    long value;
  }

  private static final class Ring implements Bus {
    private final OwnedThreads threads = new OwnedThreads("disruptor");
    private final Disruptor<Slot> disruptor;
    private final RingBuffer<Slot> ring;

    Ring(Shape shape, Receiver[] receivers, WaitStrategy waiting) {
      disruptor =
          new Disruptor<>(
              Slot::new,
              Contender.QUEUE,
              threads,
              shape.publishers() == 1 ? ProducerType.SINGLE : ProducerType.MULTI,
              waiting);
      int processors = Math.min(Contender.THREADS, receivers.length);
      for (int i = 0; i < processors; i++) {
        disruptor.handleEventsWith(
            shape.topics() == 1
                ? fanOut(share(receivers, i, processors))
                : oneOfMany(receivers, i, processors));
      }
      ring = disruptor.start();
    }

    private static Receiver[] share(Receiver[] receivers, int first, int step) {
      Receiver[] share = new Receiver[(receivers.length - first + step - 1) / step];
      for (int i = 0; i < share.length; i++) {
        share[i] = receivers[first + i * step];
      }
      return share;
    }

    private static EventHandler<Slot> fanOut(Receiver[] share) {
      return (slot, sequence, endOfBatch) -> {
        for (Receiver receiver : share) {
          receiver.take(slot.value);
        }
      };
    }

    private static EventHandler<Slot> oneOfMany(Receiver[] receivers, int mine, int processors) {
      return (slot, sequence, endOfBatch) -> {
        if (slot.topic % processors == mine) {
          receivers[slot.topic].take(slot.value);
        }
      };
    }

    @Override
    public boolean publish(int topic, Long value) {
      long sequence = ring.next();
      Slot slot = ring.get(sequence);
      slot.topic = topic;
      slot.value = value;
      ring.publish(sequence);
      return true;
    }

    @Override
    public void close() {
      disruptor.halt();
      threads.join();
    }
  }
}
