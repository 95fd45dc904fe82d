package dev.gater.log.kill;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Says lines on standard output, each by one write of its own: what has been said is in the pipe
 * when this returns, whatever becomes of the process, and no line is torn, as it is shorter than
 * what a pipe takes at once. Safe for use by any number of threads.
 */
final class Voice {
  private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);

  synchronized void say(Line line) {
    try {
      out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException nobodyListens) {
      Runtime.getRuntime().halt(3);
    }
  }

  void fault(String instance, String format, Object... arguments) {
    say(Line.of(Word.FAULT, instance, 0, String.format(Locale.ROOT, format, arguments)));
  }
}
