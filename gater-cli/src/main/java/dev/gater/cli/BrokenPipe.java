package dev.gater.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;

/**
 * Tells "the reader has gone" from other failures to write. The JDK has no exception of its own for
 * it, only the system's words, in the user's language. So this breaks a pipe and compares.
 */
final class BrokenPipe {
  private BrokenPipe() {}

  static boolean is(IOException thrown) {
    String message = String.valueOf(thrown.getMessage());
    return message.contains("Broken pipe")
        || message.startsWith("The pipe ") // Windows: has been ended, is being closed
        || message.equals(words());
  }

  private static String words() {
    try {
      Pipe pipe = Pipe.open();
      pipe.source().close();
      try (Pipe.SinkChannel sink = pipe.sink()) {
        sink.write(ByteBuffer.wrap(new byte[1]));
      }
      return "";
    } catch (IOException broken) {
      return String.valueOf(broken.getMessage());
    }
  }
}
