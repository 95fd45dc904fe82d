package dev.gater.log;

import dev.gater.Durability;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Who waits for which message to be safe. What they do then, they do on virtual threads, one each:
 * it may wait for anything, and nobody waits for it. Guarded by the log's lock.
 */
final class Confirmations {
  private final Queue<Waiting> waiting =
      new PriorityQueue<>(Comparator.comparingLong(Waiting::sequence));

  private record Waiting(long sequence, CompletableFuture<Durability> stage) {}

  CompletionStage<Durability> add(long sequence) {
    CompletableFuture<Durability> stage = new CompletableFuture<>();
    waiting.add(new Waiting(sequence, stage));
    return stage;
  }

  /** All up to that number are safe. */
  void complete(long through, Durability durability) {
    for (Waiting next = waiting.peek();
        next != null && next.sequence <= through;
        next = waiting.peek()) {
      waiting.remove();
      CompletableFuture<Durability> stage = next.stage;
      Thread.startVirtualThread(() -> stage.complete(durability));
    }
  }
}
