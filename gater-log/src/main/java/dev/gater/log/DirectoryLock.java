package dev.gater.log;

import dev.gater.DataDirectoryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps a data directory to one process. The lock goes with the process, however it ends. */
final class DirectoryLock implements AutoCloseable {
  private static final String FILE = "lock";

  /** The lock itself is on a byte far behind the text, which others may read. */
  private static final long LOCKED_BYTE = 1 << 20;

  private static final int LONGEST = 200;

  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @param cure what to do where another has it
   * @throws DataDirectoryException if another has it, or the directory can't be written
   */
  static DirectoryLock take(Path directory, String cure) {
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              directory.resolve(FILE),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      if (isTaken(channel)) {
        String owner = text(channel);
        channel.close();
        throw new DataDirectoryException(
            directory
                + ": is open in "
                + (owner.isEmpty() ? "another process" : owner)
                + "; "
                + cure,
            null);
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              ("process " + ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)),
          0);
      return new DirectoryLock(channel);
    } catch (IOException refused) {
      close(channel);
      throw new DataDirectoryException(
          directory
              + ": can't be locked ("
              + reason(refused)
              + "); it must be writable: see to its rights, or name another directory",
          refused);
    }
  }

  /** What the file system says, which may be no more than the name of a file. */
  static String reason(IOException refused) {
    return switch (refused) {
      case AccessDeniedException _ -> "permission denied";
      case NotDirectoryException _ -> "what it is in is not a directory";
      case FileSystemException about when about.getReason() != null -> about.getReason();
      default -> String.valueOf(refused.getMessage());
    };
  }

  private static boolean isTaken(FileChannel channel) throws IOException {
    try {
      @SuppressWarnings("resource") // it ends with its channel
      FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
      return lock == null;
    } catch (OverlappingFileLockException thisProcess) {
      return true;
    }
  }

  private static String text(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(LONGEST);
    channel.read(text, 0);
    return StandardCharsets.UTF_8.decode(text.flip()).toString();
  }

  private static void close(@Nullable FileChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException gone) { // the file that could not be locked can't be closed either
        System.getLogger("dev.gater.log").log(System.Logger.Level.DEBUG, "lock file", gone);
      }
    }
  }

  @Override
  public void close() {
    close(channel);
  }
}
