package dev.gater.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A disk of its own in memory, small enough to be filled. Needs the right to mount one. */
final class SmallDisk implements AutoCloseable {
  private final Path mountPoint;

  SmallDisk(Path mountPoint, int mebibytes) throws IOException {
    Files.createDirectories(mountPoint);
    this.mountPoint = mountPoint;
    int code =
        run(
            "mount",
            "-t",
            "tmpfs",
            "-o",
            "size=" + mebibytes + "m",
            "tmpfs",
            mountPoint.toString());
    Assumptions.assumeTrue(code == 0, "this user may not mount a small disk to fill");
  }

  private static int run(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      return process.onExit().completeOnTimeout(process, 30, TimeUnit.SECONDS).join().exitValue();
    } catch (IOException notThere) {
      return 127;
    }
  }

  /** Fills it but for that much. */
  void fill(long left) throws IOException {
    try (OutputStream out = Files.newOutputStream(mountPoint.resolve("filler"))) {
      byte[] zeros = new byte[1 << 16];
      while (Files.getFileStore(mountPoint).getUsableSpace() > left + zeros.length) {
        out.write(zeros);
      }
    }
  }

  void empty() throws IOException {
    Files.delete(mountPoint.resolve("filler"));
  }

  @Override
  public void close() {
    int _ = run("umount", mountPoint.toString());
  }
}
