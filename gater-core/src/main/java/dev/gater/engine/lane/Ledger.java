package dev.gater.engine.lane;

import java.util.ArrayDeque;

/**
 * What a lane that catches up was shown and has not read yet, so that what the log let go meanwhile
 * is counted and does not pass for lag. It counts by blocks of sequences: exact once a block has
 * been passed, and small however far a lane is behind. Guarded by the lane's lock.
 */
final class Ledger {
  private static final int BLOCK_BITS = 10;

  private final ArrayDeque<Block> blocks = new ArrayDeque<>();
  private long open;

  private static final class Block {
    final long index;
    int open;

    Block(long index) {
      this.index = index;
    }
  }

  /** That sequence, higher than all before, is to be read. */
  void shown(long sequence) {
    long index = sequence >> BLOCK_BITS;
    Block latest = blocks.peekLast();
    if (latest == null || latest.index != index) {
      latest = new Block(index);
      blocks.add(latest);
    }
    latest.open++;
    open++;
  }

  /** That sequence, shown before, has been read. */
  void read(long sequence) {
    long index = sequence >> BLOCK_BITS;
    for (Block block : blocks) {
      if (block.index == index) {
        block.open--;
        open--;
        return;
      }
    }
  }

  /** Forgets the blocks before {@code cursor}; answers with how much of them was never read. */
  long settle(long cursor) {
    long lost = 0;
    Block eldest = blocks.peek();
    while (eldest != null && eldest.index < cursor >> BLOCK_BITS) {
      lost += eldest.open;
      blocks.poll();
      eldest = blocks.peek();
    }
    open -= lost;
    return lost;
  }

  /** Forgets everything; answers with how much of it was never read. */
  long settle() {
    return settle(Long.MAX_VALUE);
  }

  /** How much was shown and is still to be read. */
  long open() {
    return open;
  }

  void clear() {
    blocks.clear();
    open = 0;
  }
}
