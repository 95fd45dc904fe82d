package dev.gater.bench.peer;

import java.util.ArrayList;
import java.util.List;
import org.jctools.queues.MpscArrayQueue;

/** A bounded mailbox a subscriber; two threads go round theirs. */
final class JctoolsPeer implements Peer {
  private static final int BATCH = 256;

  @Override
  public Bus open(Shape shape, Receiver[] receivers) {
    return new Mailboxes(shape, receivers);
  }

  private static final class Mailbox {
    final MpscArrayQueue<Long> queue = new MpscArrayQueue<>(Contender.QUEUE);
    final Receiver receiver;

    Mailbox(Receiver receiver) {
      this.receiver = receiver;
    }

    void put(Long value) {
      if (queue.offer(value)) {
        return;
      }
      Idle idle = new Idle();
      while (!queue.offer(value)) {
        idle.rest();
      }
    }

    int deliver() {
      return queue.drain(receiver::take, BATCH);
    }
  }

  private static final class Mailboxes implements Bus {
    private final OwnedThreads threads = new OwnedThreads("jctools");
    private final Mailbox[][] byTopic;
    private volatile boolean closed;

    Mailboxes(Shape shape, Receiver[] receivers) {
      int pollers = Math.min(Contender.THREADS, receivers.length);
      List<List<Mailbox>> shares = new ArrayList<>();
      for (int i = 0; i < pollers; i++) {
        shares.add(new ArrayList<>());
      }
      Receiver[][] receiversByTopic = shape.byTopic(receivers);
      byTopic = new Mailbox[receiversByTopic.length][];
      int next = 0;
      for (int topic = 0; topic < byTopic.length; topic++) {
        byTopic[topic] = new Mailbox[receiversByTopic[topic].length];
        for (int i = 0; i < byTopic[topic].length; i++) {
          Mailbox mailbox = new Mailbox(receiversByTopic[topic][i]);
          byTopic[topic][i] = mailbox;
          shares.get(next++ % pollers).add(mailbox);
        }
      }
      for (List<Mailbox> share : shares) {
        Mailbox[] own = share.toArray(Mailbox[]::new);
        threads.start(() -> poll(own));
      }
    }

    private void poll(Mailbox[] own) {
      Idle idle = new Idle();
      while (!closed) {
        int delivered = 0;
        for (Mailbox mailbox : own) {
          delivered += mailbox.deliver();
        }
        if (delivered > 0) {
          idle.worked();
        } else {
          idle.rest();
        }
      }
    }

    @Override
    public boolean publish(int topic, Long value) {
      for (Mailbox mailbox : byTopic[topic]) {
        mailbox.put(value);
      }
      return true;
    }

    @Override
    public void close() {
      closed = true;
      threads.join();
    }
  }
}
