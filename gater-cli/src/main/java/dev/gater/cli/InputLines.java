package dev.gater.cli;

import java.io.IOException;
import java.io.InputStream;

/**
 * The lines of a stream, in bounded memory: a line is seen in place in the buffer until the next
 * one is asked for. Lines end with LF or CRLF, the last one with the stream too; blank lines are
 * passed over, and so is a byte order mark at the very beginning. Not safe for use by several
 * threads, but for {@link #bytesRead}.
 */
final class InputLines {
  /** The most bytes of a line; a longer one is passed over and reported. */
  static final int LONGEST = 16 << 20;

  private static final int BUFFER = 1 << 18;
  private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  /** What {@link #next} came to. */
  enum Next {
    LINE,
    /** A line of more than {@link #LONGEST} bytes. */
    TOO_LONG,
    END
  }

  private final InputStream in;
  private byte[] buffer = new byte[BUFFER];
  private int start;
  private int end;
  private int offset;
  private int length;
  private long number;

  /** Where {@link #hasNext} found the end of the next line; below {@code start} if it did not. */
  private int found = -1;

  private volatile long bytesRead;

  InputLines(InputStream in) {
    this.in = in;
  }

  /** Goes to the next line that is not blank; waits for the stream. */
  Next next() throws IOException {
    while (true) {
      Next next = nextOfAll();
      if (next != Next.LINE || !isBlank()) {
        return next;
      }
    }
  }

  private Next nextOfAll() throws IOException {
    number++;
    int scanned = start;
    while (true) {
      int newline = found >= start ? found : indexOfNewline(scanned);
      if (newline >= 0) {
        boolean fits = newline - start <= LONGEST;
        see(newline);
        start = newline + 1;
        return fits ? Next.LINE : Next.TOO_LONG;
      }
      if (end - start > LONGEST) {
        return passOver();
      }
      int unscanned = end - start;
      if (!fill()) {
        if (start == end) {
          return Next.END;
        }
        see(end);
        start = end;
        return Next.LINE;
      }
      scanned = start + unscanned;
    }
  }

  /** Whether a whole line, blank or not, is in memory, so that {@link #next} begins with it. */
  boolean hasNext() {
    found = indexOfNewline(start);
    return found >= 0;
  }

  private int indexOfNewline(int from) {
    byte[] bytes = buffer;
    for (int i = from; i < end; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private void see(int lineEnd) {
    offset = start;
    length = lineEnd - start;
    if (length > 0 && buffer[lineEnd - 1] == '\r') {
      length--;
    }
    if (number == 1 && length >= MARK.length && startsWithMark()) {
      offset += MARK.length;
      length -= MARK.length;
    }
  }

  private boolean startsWithMark() {
    for (int i = 0; i < MARK.length; i++) {
      if (buffer[offset + i] != MARK[i]) {
        return false;
      }
    }
    return true;
  }

  private boolean isBlank() {
    for (int i = offset; i < offset + length; i++) {
      if (buffer[i] != ' ' && buffer[i] != '\t' && buffer[i] != '\r') {
        return false;
      }
    }
    return true;
  }

  private Next passOver() throws IOException {
    int newline = -1;
    while (newline < 0) {
      start = 0;
      end = 0;
      found = -1;
      if (!fill()) {
        return Next.TOO_LONG;
      }
      newline = indexOfNewline(0);
    }
    start = newline + 1;
    return Next.TOO_LONG;
  }

  /** Reads more behind what is there; false at the end of the stream. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread alone writes bytesRead
  private boolean fill() throws IOException {
    if (end == buffer.length || start == end) {
      makeRoom();
    }
    int read = in.read(buffer, end, buffer.length - end);
    if (read < 0) {
      return false;
    }
    end += read;
    bytesRead += read;
    return true;
  }

  /** Moves what is left to the front of a buffer that it fills by half at most. */
  private void makeRoom() {
    int left = end - start;
    int size = BUFFER;
    while (size < 2 * left) {
      size *= 2;
    }
    byte[] target = size == buffer.length ? buffer : new byte[size];
    System.arraycopy(buffer, start, target, 0, left);
    buffer = target;
    start = 0;
    end = left;
    found = -1;
  }

  /** Where the line is: {@link #length} bytes from {@link #offset} on, until the next call. */
  byte[] bytes() {
    return buffer;
  }

  /** The index of the line's first byte. */
  int offset() {
    return offset;
  }

  /** The line's bytes, without what ends it. */
  int length() {
    return length;
  }

  /** The line's number in the stream, from 1, blank lines counted. */
  long number() {
    return number;
  }

  /** Bytes read from the stream so far; for any thread. */
  long bytesRead() {
    return bytesRead;
  }
}
