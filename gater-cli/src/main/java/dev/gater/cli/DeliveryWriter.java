package dev.gater.cli;

import dev.gater.wire.json.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The lines on stdout. Handlers of several subscriptions write here at the same time; a line is
 * never mixed with another, and each call of the stream gets whole lines. Whoever finds the buffer
 * full writes it out while the others wait, which is how a slow reader of stdout slows everything
 * down. Once the stream has refused, what comes is discarded.
 */
final class DeliveryWriter {
  private static final int BUFFER = 1 << 16;

  private final OutputStream out;
  private final Runnable onFailure;
  private final ReentrantLock lock = new ReentrantLock();
  private final byte[] buffer = new byte[BUFFER];
  private final Sink sink = new Sink();
  private int size;
  private volatile @Nullable IOException failure;

  /**
   * Writes to that stream.
   *
   * @param onFailure called once, when the stream first refuses
   */
  DeliveryWriter(OutputStream out, Runnable onFailure) {
    this.out = out;
    this.onFailure = onFailure;
  }

  /** Takes what was written there: whole lines. */
  void take(JsonWriter lines) {
    lock.lock();
    try {
      lines.drainTo(sink);
    } catch (IOException refused) {
      fail(refused);
    } finally {
      lock.unlock();
    }
  }

  /** Hands what has come so far to the stream, unless somebody is about to do that anyway. */
  void flushIfFree() {
    if (lock.tryLock()) {
      try {
        flush();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Hands what has come so far to the stream, as long as that may take. */
  void flush() {
    lock.lock();
    try {
      if (size > 0) {
        writeBuffer();
        out.flush();
      }
    } catch (IOException refused) {
      fail(refused);
    } finally {
      lock.unlock();
    }
  }

  private void writeBuffer() throws IOException {
    int full = size;
    size = 0;
    if (failure == null) {
      out.write(buffer, 0, full);
    }
  }

  private void fail(IOException refused) {
    if (failure == null) {
      failure = refused;
      onFailure.run();
    }
  }

  /** Why the stream takes no more, or null while it does. */
  @Nullable IOException failure() {
    return failure;
  }

  /** Gets one call for a handler's lines; the lock is held. */
  private final class Sink extends OutputStream {
    @Override
    public void write(byte[] lines, int from, int length) throws IOException {
      if (length > BUFFER - size) {
        writeBuffer();
      }
      if (length > BUFFER) {
        if (failure == null) {
          out.write(lines, from, length);
        }
        return;
      }
      System.arraycopy(lines, from, buffer, size, length);
      size += length;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }
  }
}
